import { runGuarded } from './runner/last-resort.ts';

/**
 * The entry of the post step: a separate file. One file that learnt from the state which step it is would take itself
 * for the main step, and publish, after a cancel that came before the state was saved.
 */
void runGuarded(async () => {
  // A main step that made no folder has changed nothing: a dry run, or one that was refused.
  if (!process.env.STATE_folder) return 0;
  const { runPost } = await import('./run/post/post.ts');
  return runPost(process.env, async () => (await import('./runner/this-machine.ts')).thisMachine());
});
