import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context, Json } from '../event/context.ts';
import { text } from '../event/context.ts';
import { hasReadOnlyToken } from '../event/own-pull.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import type { RetryPolicy } from '../host/retry.ts';
import { type GithubApi, githubApi } from './api.ts';

/** A scan's SARIF report, with its scanner and platform. */
type ScanReport = Readonly<{ scanner: string; platform: string; report: string }>;

/** The reports' origin. `image` is '' for the run's only one. */
type ReportsOf = Readonly<{
  image: string;
  context: Pick<Context, 'apiUrl' | 'serverUrl' | 'repository' | 'sha' | 'ref' | 'eventName' | 'payload' | 'actor'>;
  token: string;
  policy: RetryPolicy;
}>;

/** GitHub's limit for a compressed report. Bytes. */
const LARGEST = 10 * 1024 * 1024;

/**
 * Uploads reports to code scanning, which shows them for the commit. A failed upload is a warning (a notice if the
 * run's token can only read): the scan's result stands.
 *
 * @see https://docs.github.com/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
 */
export async function uploadScans(reports: readonly ScanReport[], of: ReportsOf, machine: Machine): Promise<void> {
  const { context, token, policy } = of;
  const { log, signal, env } = machine;
  const api = githubApi(context, token, policy, { ...retryPorts(machine), signal, proxyEnv: env });
  for (const one of reports) {
    try {
      const id = await upload(one, of, api);
      log.info(
        `Uploaded the report of ${one.scanner} (${one.platform}) to code scanning${id === undefined ? '' : ` (${id})`}`,
      );
    } catch (error) {
      if (signal.aborted) return;
      const problem = `Couldn't upload the report of ${one.scanner} to code scanning: ${messageOf(error)}.`;
      // Where no permission helps, nobody has anything to do.
      if (hasReadOnlyToken(context)) log.notice(`${problem} The token of this run can only read.`);
      else log.warning(`${problem} ${remedyFor(error)}`);
    }
  }
}

async function upload(one: ScanReport, { image, context }: ReportsOf, api: GithubApi): Promise<string | undefined> {
  const { repository, sha, ref } = context;
  const packed = await promisify(gzip)(withCategory(one, image));
  if (packed.length > LARGEST)
    throw new Error(`it is ${packed.length} bytes compressed, but GitHub accepts only ${LARGEST}`);
  const body = { commit_sha: sha, ref, sarif: packed.toString('base64'), tool_name: one.scanner };
  return text(await api(`/repos/${repository}/code-scanning/sarifs`, body), 'id');
}

/**
 * A report replaces the former one of the same category. Without a category it would replace that of another image or
 * platform.
 */
function withCategory({ scanner, platform, report }: ScanReport, image: string): string {
  const sarif = JSON.parse(report) as Readonly<{ runs: readonly Readonly<Record<string, Json>>[] }>;
  const id = [scanner, image, platform].filter(part => part !== '').join('/');
  const runs = sarif.runs.map(run => ({ automationDetails: { id: `${id}/` }, ...run }));
  return JSON.stringify({ ...sarif, runs });
}

function remedyFor(error: unknown): string {
  const code = error instanceof ActionError ? error.code : '';
  if (code === 'AUTH_DENIED' || code === 'NOT_FOUND') {
    return 'Add `permissions: security-events: write` to the job. A private repository also needs GitHub Code Security.';
  }
  return 'The output `sarif-file` has its path.';
}
