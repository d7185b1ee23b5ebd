import { expand, type Variables } from './expand.ts';

/** An ARG or ENV instruction. */
export type Setting = Readonly<{
  kind: 'ARG' | 'ENV';
  /** Values as written; undefined is an ARG without one. */
  assignments: readonly (readonly [name: string, value: string | undefined])[];
}>;

/** The values that a build gives to all stages. Undefined: unknown. */
export type Given = Readonly<{
  buildArgs: ReadonlyMap<string, string | undefined>;
  /** `TARGETPLATFORM` and the like, which only stages that declare them have. */
  automatic: ReadonlyMap<string, string | undefined>;
  /** This Dockerfile's escape character. */
  escapeChar: string;
}>;

/** The variables of FROM, and the defaults of ARGs without a value: the ARGs before the first FROM. */
export function globalsAfter(settings: readonly Setting[], given: Given): Variables {
  const automatic = [...given.automatic].map(([name, value]) => [name, given.buildArgs.get(name) ?? value] as const);
  const start: Variables = { values: new Map(automatic), complete: true };
  return settings.reduce((variables, setting) => after(setting, variables, given, start), start);
}

/**
 * The variables after an instruction, as in BuildKit: the last ARG or ENV wins, and a build argument overrides the
 * ARG's own value. An ARG without any value changes nothing.
 *
 * @param globals defaults for an ARG without a value
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
    // An ENV expands all of its values with the variables before it; an ARG, each with those before that one.
    else if (value !== undefined) {
      values.set(name, expand(value, kind === 'ENV' ? variables : { ...variables, values }, escapeChar));
    } else if (globals.values.has(name)) values.set(name, globals.values.get(name));
  }
  return { ...variables, values };
}
