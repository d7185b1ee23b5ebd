/** Lies in each run's folder, beside the telling name, so that nothing else is ever taken for one. */
export const MARKER = '.slipway-run';
/** The file in the run's folder that lists what to undo, a JSON value a line, in the order in which it was done. */
export const JOURNAL = 'undo.jsonl';
/** Which run a process belongs to, in its environment: inherited by all that it starts, also where it left the group. */
export const MARK = 'SLIPWAY_RUN';
/** What the main step hands to post (`undoState`) when nothing on this machine is left to be put back. */
export const NOTHING_NOTED = '[]';
