/**
 * Pictures appear in both color schemes. Labels inside shapes are white on a strong color; all other text is a gray
 * that follows the reader's scheme, and is legible in the other one too.
 */
const STYLE = `
    text { font: 13px -apple-system, BlinkMacSystemFont, "Segoe UI", Helvetica, Arial, sans-serif; fill: #57606a }
    .title { font-size: 15px; font-weight: 600; fill: #ffffff }
    .figure { font-variant-numeric: tabular-nums }
    .strong { font-weight: 600 }
    .line { stroke: #6e7781; fill: none; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
      text { fill: #9198a1 }
      .title { fill: #ffffff }
    }`;

export const COLORS = { blue: '#0969da', teal: '#1b7c83', green: '#1a7f37', gray: '#6e7781' } as const;
export type Color = keyof typeof COLORS;

/** A picture of this size, in pixels. `label` is its text alternative. */
export function picture(
  size: Readonly<{ width: number; height: number }>,
  label: string,
  shapes: readonly string[],
): string {
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(label)}">
  <style>${STYLE}
  </style>
${shapes.map(shape => `  ${shape}`).join('\n')}
</svg>
`;
}

export type At = Readonly<{ x: number; y: number }>;

export function box(
  { x, y }: At,
  { width, height }: Readonly<{ width: number; height: number }>,
  color: Color,
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="${COLORS[color]}"/>`;
}

export function label({ x, y }: At, words: string, kind = '', anchor: 'start' | 'middle' | 'end' = 'middle'): string {
  const classes = kind === '' ? '' : ` class="${kind}"`;
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${classes}>${escaped(words)}</text>`;
}

export function line(path: string): string {
  return `<path class="line" d="${path}"/>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
