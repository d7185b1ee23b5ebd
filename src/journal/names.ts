/** Marks each run's folder, in addition to its name, so that no other folder is mistaken for one. */
export const MARKER = '.slipway-run';
/** The file in the run's folder that lists what to undo, one JSON value per line, in order. */
export const JOURNAL = 'undo.jsonl';
/** The environment variable that names a process's run: inherited by all children, even outside the process group. */
export const MARK = 'SLIPWAY_RUN';
/** What the main step passes to post (`undoState`) when nothing on this machine has to be undone. */
export const NOTHING_NOTED = '[]';
