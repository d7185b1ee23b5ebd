import type { Context } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import type { Plan } from '../plan/types.ts';

/** What is to be done: made once, before anything runs. Plain data. */
export type Job = Readonly<{ inputs: Inputs; context: Context; plan: Plan }>;
