const [START, END] = ['<!-- results -->', '<!-- /results -->'];

/**
 * The document with the table between its markers replaced.
 *
 * @throws Error without markers
 */
export function withTable(document: string, table: string, setting: string): string {
  const [start, end] = [document.indexOf(START), document.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`docs/performance.md lacks its markers ${START} … ${END}`);
  return `${document.slice(0, start + START.length)}\n\n${table}\n\nMeasured with ${setting}.\n\n${document.slice(end)}`;
}
