/** One comma-separated field of a line: `key=value`, or a bare value. */
export type Field = Readonly<{ key: string | undefined; value: string }>;
