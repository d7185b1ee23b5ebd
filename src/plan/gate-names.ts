/** The gates of an image, as far as a plan names them. */
export type GateNameInputs = Readonly<{
  test: string;
  gates: readonly Readonly<{ name: string; run: string }>[];
  scan: readonly Readonly<{ kind: string; scanner?: string }>[];
  containerTest: object | undefined;
}>;

/** The names of the gates in execution order (`gatesOf`). */
export function gateNames({ test, gates, scan, containerTest }: GateNameInputs): readonly string[] {
  return [
    ...(containerTest === undefined ? [] : ['container-test']),
    ...(test === '' ? [] : ['test']),
    ...gates.map(({ name }) => name),
    ...scan.map(({ scanner }) => scanner ?? 'scan'),
  ];
}
