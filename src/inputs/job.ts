import type { Context } from '../event/context.ts';
import type { Plan } from '../plan/terms/types.ts';
import type { Inputs } from './inputs.ts';

/** What is to be done: made once, before anything runs. Plain data. */
export type Job = Readonly<{ inputs: Inputs; context: Context; plan: Plan }>;
