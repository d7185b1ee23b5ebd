import { stateIn } from './host/variables/step.ts';
import { runGuarded } from './runner/last-resort.ts';

/**
 * The entry point of the post step, as a separate file: a shared one that uses the state to recognize the step would
 * run, and publish, as the main step after a cancel before the state was saved.
 */
void runGuarded(async () => {
  // Without a folder the main step has changed nothing: a dry run, or one that was rejected.
  if (stateIn(process.env).folder === '') return 0;
  const { runPost } = await import('./run/post/post.ts');
  return runPost(process.env, async () => (await import('./runner/this-machine.ts')).thisMachine());
});
