import type { Log, Place } from '../../src/host/ports.ts';

/** A log that records its lines: groups as `▸ title` … `◂`, annotations as `level: text`. */
export function recordingLog(): Log & { readonly lines: string[]; readonly places: (Place | undefined)[] } {
  const lines: string[] = [];
  const places: (Place | undefined)[] = [];
  const annotate = (level: string) => (text: string, at?: Place) => {
    lines.push(`${level}: ${text}`);
    places.push(at);
  };
  const open = (title: string): (() => void) => {
    lines.push(`▸ ${title}`);
    return () => void lines.push('◂');
  };
  return {
    lines,
    places,
    info: text => void lines.push(text),
    debug: text => void lines.push(`debug: ${text}`),
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    mask: () => {},
    redact: text => text,
    open,
    async group(title, body) {
      const close = open(title);
      try {
        return await body();
      } finally {
        close();
      }
    },
  };
}
