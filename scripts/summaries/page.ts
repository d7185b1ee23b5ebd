import { marked } from 'marked';

/** An approximation of GitHub's style sheet. */
const STYLE = `
  body { margin: 0; padding: 24px; width: 932px; background: #fff; color: #1f2328;
    font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, "Noto Color Emoji", sans-serif; }
  h2 { margin: 0 0 16px; padding-bottom: .3em; border-bottom: 1px solid #d1d9e0b3; font-size: 1.5em; line-height: 1.25; }
  p, ul, details, table, pre { margin: 0 0 16px; }
  a { color: #0969da; }
  code, pre { font: 85%/1.45 "Liberation Mono", ui-monospace, Menlo, monospace; background: #818b981f; border-radius: 6px; }
  code { padding: .2em .4em; }
  pre { padding: 16px; background: #f6f8fa; white-space: pre-wrap; overflow-wrap: anywhere; }
  pre code { padding: 0; background: none; font-size: 100%; }
  table { border-collapse: collapse; }
  th, td { padding: 6px 13px; border: 1px solid #d1d9e0; }
  tr:nth-child(2n) td { background: #f6f8fa; }
`;

/** A page that shows a job summary like GitHub, except for charts, which stay text. */
export function pageOf(summary: string): string {
  const body = marked.parse(summary, { async: false, gfm: true });
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><body>${body}</body>`;
}
