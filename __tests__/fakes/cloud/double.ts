import { randomBytes } from 'node:crypto';

/** A whole request, as a service sees it. `url` has the host that it was sent to. */
export type Asked = Readonly<{
  method: string;
  url: URL;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}>;

export type Reply = Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body: string }>;

/** One service; undefined for a path that it does not have. */
export type Double = (asked: Asked) => Reply | undefined;

/** Milliseconds since the epoch: the doubles share one clock, which tests may move. */
export type Clock = { now: number | undefined };

export function timeOf({ now }: Clock): number {
  return now ?? Date.now();
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** Short-lived logins that services issue and their registries accept. */
export type Vault = Readonly<{
  /** @param life seconds */
  issue(user: string, life: number, form?: (random: string) => string): string;
  takes(user: string, password: string): boolean;
  /**
   * From now on logins are accepted until `expire` is called, however long the machine takes: only those that have exceeded
   * their lifetime by then are rejected afterwards.
   */
  keep(): void;
  expire(): void;
  /** From now on this one is rejected, whatever its lifetime. */
  refuse(password: string): void;
  /** Every password, in the order of issue. */
  issued: readonly string[];
}>;

export function createVault(clock: Clock): Vault {
  const logins = new Map<string, Readonly<{ user: string; until: number }>>();
  const issued: string[] = [];
  const refused = new Set<string>();
  let isKept = false;
  const isOver = ({ until }: { until: number }) => timeOf(clock) >= until;
  return {
    issued,
    issue(user, life, form = random => random) {
      const password = form(randomBytes(24).toString('base64url'));
      logins.set(password, { user, until: timeOf(clock) + life * 1000 });
      issued.push(password);
      return password;
    },
    takes(user, password) {
      const login = logins.get(password);
      return login?.user === user && !refused.has(password) && (isKept || !isOver(login));
    },
    keep() {
      isKept = true;
    },
    expire() {
      for (const [password, login] of logins) if (isOver(login)) refused.add(password);
    },
    refuse(password) {
      refused.add(password);
    },
  };
}

/** The fields of a form; undefined if the request isn't one. */
export function formOf({ method, headers, body }: Asked): URLSearchParams | undefined {
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  return method === 'POST' && isForm ? new URLSearchParams(body) : undefined;
}

/** The object of a JSON request; undefined if it isn't one. */
export function objectOf({ method, headers, body }: Asked): Readonly<Record<string, unknown>> | undefined {
  if (method !== 'POST' || headers['content-type'] !== 'application/json') return undefined;
  return JSON.parse(body) as Record<string, unknown>;
}
