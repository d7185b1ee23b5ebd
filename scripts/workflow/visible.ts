/** Control characters and those that reorder a line: a name in a workflow must not move the cursor or hide text. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text of a workflow for the terminal: `\u{1b}` for an escape. Tabs and line breaks stay. */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, char => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll(/[\n\t]+/g, ' ');
}
