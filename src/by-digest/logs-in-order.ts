import type { Log } from '../host/ports.ts';

/** A log that is shown after those before it are done; `done` ends it. */
type OrderedLog = Readonly<{ log: Log; done(): void }>;

/**
 * Logs of concurrent work, shown one after the other: the first one live, the next when the first is done. Otherwise
 * the groups of several builds would mix.
 */
export function logsInOrder(log: Log, count: number): readonly OrderedLog[] {
  const queues: (() => void)[][] = Array.from({ length: count }, () => []);
  const ended = new Set<number>();
  let current = 0;
  const flush = (at: number): void => {
    for (const show of queues[at]?.splice(0) ?? []) show();
  };
  const say = (at: number, show: () => void): void => {
    if (at === current) show();
    else queues[at]?.push(show);
  };
  const next = (): void => {
    while (ended.has(current)) flush(++current);
  };
  return queues.map((_, at): OrderedLog => {
    const open: Log['open'] = title => {
      let close = () => {};
      say(at, () => {
        close = log.open(title);
      });
      return () => say(at, () => close());
    };
    return {
      log: {
        info: text => say(at, () => log.info(text)),
        debug: text => say(at, () => log.debug(text)),
        notice: (text, place) => say(at, () => log.notice(text, place)),
        warning: (text, place) => say(at, () => log.warning(text, place)),
        error: (text, place) => say(at, () => log.error(text, place)),
        open,
        group: async (title, body) => {
          const close = open(title);
          try {
            return await body();
          } finally {
            close();
          }
        },
        mask: log.mask,
        redact: log.redact,
      },
      done: () => {
        ended.add(at);
        if (at === current) next();
      },
    };
  });
}
