/**
 * The environment of a process. Only the files of this folder read variables by name; everybody else gets typed values
 * from them, and passes the environment itself to child processes and templates only.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A variable whose name is data: the user gives it (`secret-envs`, `{{env}}`, a build argument without a value), or it
 * comes from a list. Undefined if it is not set.
 */
export function namedVariable(env: Environment, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined;
}

/** Whether a switch is on, in the words of Go's `strconv.ParseBool`, in upper or lower case. */
export function isTrue(text: string | undefined): boolean {
  return /^(?:1|t|true)$/i.test(text ?? '');
}

/** Whether a switch is off. Neither is true of a switch that is not set, or of another word. */
export function isFalse(text: string | undefined): boolean {
  return /^(?:0|f|false)$/i.test(text ?? '');
}
