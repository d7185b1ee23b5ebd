import { quote } from '../../host/text/quote.ts';
import { ecrHostOf } from '../../plan/identity/hosts.ts';
import type { AwsIdentity } from '../../plan/identity/types.ts';
import { durationOf } from '../reading/duration.ts';
import type { Source } from '../reading/source.ts';
import { type Entry, textOf } from '../reading/yaml-list.ts';

// docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const ROLE = /^arn:(aws[a-z-]*):iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
// docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html, both
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const SECONDS = { least: 900, most: 43_200, usual: 3600 };

/** The role of an entry for ECR. Reports what is wrong. */
export function readAws(source: Source, entry: Entry, registry: string): AwsIdentity | undefined {
  const text = (key: string) => textOf(source, entry, key).trim();
  const [role, sessionName, duration] = [text('role-to-assume'), text('role-session-name'), text('role-duration')];
  const [, partition] = ROLE.exec(role) ?? [];
  const at = `${entry.at}.role-to-assume`;
  if (partition === undefined) {
    source.invalid(at, quote(role), 'the ARN of a role, as in `arn:aws:iam::123456789012:role/publish`');
  }
  const expected = ecrHostOf(registry)?.partition;
  if (partition !== undefined && expected !== undefined && partition !== expected) {
    const fix = `Roles of one AWS partition are unknown in another: its ARN has to begin with \`arn:${expected}:\`.`;
    source.report(at, `is a role of the partition ${quote(partition)}, and ${registry} is in ${quote(expected)}`, fix);
  }
  if (sessionName !== '' && !SESSION_NAME.test(sessionName)) {
    const form = '2 to 64 letters, digits, `_`, `+`, `=`, `,`, `.`, `@` or `-`';
    source.invalid(`${entry.at}.role-session-name`, quote(sessionName), form);
  }
  const milliseconds = duration === '' ? SECONDS.usual * 1000 : durationOf(duration);
  const seconds = Math.round((milliseconds ?? 0) / 1000);
  if (seconds < SECONDS.least || seconds > SECONDS.most) {
    source.invalid(`${entry.at}.role-duration`, quote(duration), 'a duration from `15m` to `12h` (or seconds)');
  }
  return { kind: 'aws', role, sessionName, seconds };
}

/** docker/login-action's input for ECR, in place of a registry login: an access key. */
export function isAccessKey(registry: string, username: string): boolean {
  return ecrHostOf(registry) !== undefined && /^(?:AKIA|ASIA)[A-Z0-9]{12,124}$/.test(username);
}
