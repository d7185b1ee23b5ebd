import { matchPatterns } from '../../plan/filter.ts';
import { nearest } from '../../plan/terms/nearest.ts';

/** Values of GITHUB_EVENT_NAME. Source: docs.github.com, "Events that trigger workflows", and its earlier versions. */
const EVENTS = [
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment',
  'deployment_status',
  'discussion',
  'discussion_comment',
  'dynamic',
  'fork',
  'gollum',
  'image_version',
  'issue_comment',
  'issues',
  'label',
  'member',
  'merge_group',
  'milestone',
  'page_build',
  'project',
  'project_card',
  'project_column',
  'public',
  'pull_request',
  'pull_request_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_target',
  'push',
  'registry_package',
  'release',
  'repository_dispatch',
  'schedule',
  'status',
  'watch',
  'workflow_dispatch',
  'workflow_run',
];

/** What is wrong with a pattern of `events` that matches no event, and what to write instead; otherwise undefined. */
export function eventProblem(pattern: string): Readonly<{ problem: string; fix: string }> | undefined {
  const name = pattern.replace(/^!/, '');
  if (EVENTS.some(event => matchPatterns([name], event).matched)) return undefined;
  if (name === 'workflow_call') {
    const problem = 'which never occurs: a called workflow gets the event of its caller';
    return { problem, fix: 'Name the events that start the calling workflow, as in `push`.' };
  }
  const meant = nearest(name, EVENTS);
  return {
    problem: 'which is not a GitHub event',
    fix: meant === undefined ? 'Use names from `on:`, such as `push` or `pull_request`.' : `Did you mean \`${meant}\`?`,
  };
}
