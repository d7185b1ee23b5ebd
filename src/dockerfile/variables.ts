import { expand, type Variables } from './expand.ts';

/** An ARG or ENV instruction. */
export type Setting = Readonly<{
  kind: 'ARG' | 'ENV';
  /** Values as written; undefined is an ARG without one. */
  assignments: readonly (readonly [name: string, value: string | undefined])[];
}>;

/** What a build gives to all stages. Undefined is a value that cannot be known. */
export type Given = Readonly<{
  buildArgs: ReadonlyMap<string, string | undefined>;
  /** `TARGETPLATFORM` and the like, which a stage has only where it declares them. */
  automatic: ReadonlyMap<string, string | undefined>;
  /** The character that escapes in this Dockerfile. */
  escapeChar: string;
}>;

/** The variables that FROM sees, and ARGs without a value get theirs from: those of the ARGs before the first FROM. */
export function globalsAfter(settings: readonly Setting[], given: Given): Variables {
  const automatic = [...given.automatic].map(([name, value]) => [name, given.buildArgs.get(name) ?? value] as const);
  const start: Variables = { values: new Map(automatic), complete: true };
  return settings.reduce((variables, setting) => after(setting, variables, given, start), start);
}

/**
 * The variables after an instruction, as BuildKit has them: the last of ARG and ENV wins, and a build argument wins over
 * the ARG's own value. An ARG without any value leaves what is there.
 *
 * @param globals what an ARG without a value takes its own from
 */
export function after(
  { kind, assignments }: Setting,
  variables: Variables,
  { buildArgs, escapeChar }: Given,
  globals: Variables,
): Variables {
  const values = new Map(variables.values);
  for (const [name, value] of assignments) {
    if (kind === 'ARG' && buildArgs.has(name)) values.set(name, buildArgs.get(name));
    // An ENV expands all of its values from what was before it, an ARG each from what is before that one.
    else if (value !== undefined) {
      values.set(name, expand(value, kind === 'ENV' ? variables : { ...variables, values }, escapeChar));
    } else if (globals.values.has(name)) values.set(name, globals.values.get(name));
  }
  return { ...variables, values };
}
