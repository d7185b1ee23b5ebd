import { ERROR_CODES, type ErrorCode } from '../../src/host/error-codes.ts';
import { ANY } from '../../src/registry/errors/advice-any.ts';
import { CLOUD } from '../../src/registry/errors/advice-cloud.ts';
import { HOSTED } from '../../src/registry/errors/advice-hosted.ts';
import type { Refusal, Row } from '../../src/registry/errors/advice-types.ts';
import { between, cell, markdownTable } from './between.ts';
import { MESSAGES } from './messages.ts';

/** The page with its index of error codes, a section for each, and the registries' refusals regenerated. */
export function withTroubles(page: string): string {
  const codes = Object.entries(ERROR_CODES);
  const index = codes.map(([code, { meaning }]) => [`[\`${code}\`](#${code.toLowerCase()})`, cell(sentence(meaning))]);
  const sections = (codes as [ErrorCode, (typeof ERROR_CODES)[ErrorCode]][]).map(([code, { meaning, remedy }]) => {
    const more = MORE[code] === undefined ? [] : [`**More:** ${MORE[code]}`];
    const because = sentence(`the run failed because ${meaning}`);
    return [`### ${code}`, because, `**What to do:** ${remedy}`, ...more].join('\n\n');
  });
  const messages = MESSAGES.map(([text, code, remedy]) => {
    const where = code in ERROR_CODES ? `[\`${code}\`](#${code.toLowerCase()})` : code;
    return [cell(text), where, cell(remedy)];
  });
  const listed = between(page, 'messages', markdownTable([['Message', 'Code', 'What to do'], ...messages]));
  const made = between(listed, 'codes', markdownTable([['Code', 'Meaning'], ...index]));
  return between(between(made, 'code-sections', `\n${sections.join('\n\n')}\n`), 'refusals', refusals());
}

/** Links to pages about the causes of errors. */
const MORE: Readonly<Partial<Record<ErrorCode, string>>> = {
  INPUT_INVALID: '[Reference](reference.md)',
  BUILDX_UNUSABLE: '[buildx](concepts/builders.md#buildx)',
  BUILDER_UNUSABLE: '[Builders](concepts/builders.md)',
  EMULATION_FAILED: '[Emulation](concepts/builders.md#emulation)',
  AUTH_FAILED:
    '[Which login is used](concepts/credentials.md#which-login-is-used), [refusals of registries](#refusals-of-registries)',
  AUTH_DENIED: '[Permissions](../README.md#permissions), [refusals of registries](#refusals-of-registries)',
  NOT_FOUND:
    '[Where the image goes](concepts/credentials.md#where-the-image-goes), [refusals of registries](#refusals-of-registries)',
  TAG_IMMUTABLE: '[Immutable tags](concepts/tags.md#immutable-tags)',
  QUOTA_EXCEEDED: '[Refusals of registries](#refusals-of-registries)',
  POLICY_DENIED: '[Refusals of registries](#refusals-of-registries)',
  RATE_LIMITED: '[Refusals of registries](#refusals-of-registries), [retries](concepts/stages.md#retries)',
  NETWORK_ERROR: '[Private certificate authorities](recipes/private-ca.md), [retries](concepts/stages.md#retries)',
  REGISTRY_ERROR: '[Refusals of registries](#refusals-of-registries), [retries](concepts/stages.md#retries)',
  LAYOUT_INVALID: '[Layouts of other tools](recipes/build-then-approve.md)',
  IMAGE_INVALID: '[Promote without a rebuild](recipes/promote.md)',
  TEST_FAILED: '[What a script sees](concepts/gates.md#what-a-script-sees)',
  SCAN_FAILED: '[`scan`](concepts/gates.md#scan)',
  DIGEST_MISMATCH:
    '[The tested bytes are the published bytes](concepts/gates.md#the-tested-bytes-are-the-published-bytes)',
  PUBLISH_FAILED: '[What the registries have after a failure](#what-the-registries-have-after-a-failure)',
  PUBLISH_PARTIAL: '[What "all or nothing" means](concepts/stages.md#what-all-or-nothing-means)',
  VERIFY_FAILED: '[Concurrent runs](concepts/tags.md#concurrent-runs)',
  INTERNAL: '[Contributing](../CONTRIBUTING.md#reporting-a-bug)',
};

/** A repository of each registry, for remedies that name it. */
const SAMPLES: Readonly<Record<string, readonly [host: string, path: string]>> = {
  'Docker Hub': ['docker.io', 'acme/api'],
  GHCR: ['ghcr.io', 'acme/api'],
  Quay: ['quay.io', 'acme/api'],
  GitLab: ['registry.gitlab.com', 'acme/api'],
  Harbor: ['harbor.acme.example', 'acme/api'],
  'Amazon ECR': ['123456789012.dkr.ecr.eu-central-1.amazonaws.com', 'api'],
  'Artifact Registry': ['europe-west1-docker.pkg.dev', 'acme-project/containers/api'],
  ACR: ['acme.azurecr.io', 'api'],
};

function refusals(): string {
  const providers = [...HOSTED, ...CLOUD].map(({ name, rows }) => ({ name, rows }));
  const tables = [...providers, { name: 'Any registry', rows: ANY }].map(({ name, rows }) => {
    const [host, path] = SAMPLES[name] ?? ['registry.acme.example', 'acme/api'];
    const refusal = { host, path, status: 0, codes: [], text: '', anonymous: false };
    const lines = rows.map(row => [cell(answerOf(row)), cell(filled(row.cause)), cell(filled(hintOf(row, refusal)))]);
    return `### ${name}\n\n${markdownTable([['The answer', 'Cause', 'What to do'], ...lines])}`;
  });
  return `\n${tables.join('\n\n')}\n`;
}

/** The remedy without the sample's names. */
function hintOf({ hint }: Row, refusal: Refusal): string {
  const text = typeof hint === 'string' ? hint : hint(refusal);
  return text
    .replace('the organization "acme"', 'your organization')
    .replace('the project "acme"', 'the project')
    .replaceAll('registry.acme.example', 'this registry');
}

/** Status, code and words that identify an answer. */
function answerOf({ status = [], code, text }: Row): string {
  const parts = [
    ...(status.length === 0 ? [] : [status.join(', ')]),
    ...(code === undefined ? [] : [`\`${code}\``]),
    ...(text === undefined ? [] : [wordsOf(text)]),
  ];
  return parts.join(', ');
}

/** A readable form of a pattern: `access denied` or `token is incorrect`, with `…` for variable parts. */
function wordsOf({ source }: RegExp): string {
  const flat = source
    .replaceAll(/\([^()|]*\)\?/g, '')
    .replaceAll(/\(([^()|]*)\|[^()]*\)\??/g, '$1') // (maximum|limit) → maximum
    .replaceAll(/\(?\[\\w\.\]\+\)?|\(\\S\+\)|\.\*/g, '…')
    .replaceAll(/\[(.)[^\]]*\]/g, '$1') // [- ] → -
    .replaceAll(/["':]\?|[()^$]/g, '')
    .replaceAll(' ?', ' ')
    .replaceAll(/\w\?/g, '')
    .replaceAll('\\', '');
  const words = flat.split('|').map(part => part.replaceAll(/ ?… ?/g, ' … ').trim());
  return [...new Set(words)].map(part => `"${part}"`).join(' or ');
}

function filled(text: string): string {
  return text.replaceAll('{1}', '…');
}

function sentence(clause: string): string {
  return `${clause[0]!.toUpperCase()}${clause.slice(1)}.`;
}
