import { runGuarded } from './runner/last-resort.ts';

/**
 * The entry of the post step: a separate file. One file that learnt from the state which step it is would take itself
 * for the main step, and publish, after a cancel that came before the state was saved.
 */
void runGuarded(async () => {
  const { thisMachine } = await import(/* webpackMode: "eager" */ './runner/this-machine.ts');
  return (await import(/* webpackMode: "eager" */ './run/post.ts')).runPost(thisMachine());
});
