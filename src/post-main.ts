import { runPost } from './post.ts';
import { thisMachine } from './this-machine.ts';

/**
 * The entry of the post step: a file of its own. One file that learnt from the state which step it is would take itself
 * for the main step, and publish, after a cancel that came before the state was saved.
 */
process.exitCode = await runPost(thisMachine());
