import { samePlatform } from '../oci/platforms.ts';
import type { NamedGate } from './terms/types.ts';

/** The gates of an image, as far as a plan names them. */
export type NamedGateInputs = Readonly<{
  test: string;
  gates: readonly Readonly<{ name: string; run: string; platform?: string | undefined }>[];
  scan: readonly Readonly<{ kind: string; scanner?: string }>[];
  containerTest: Readonly<{ platform?: string | undefined }> | undefined;
}>;

/** The gates in execution order (`gatesOf`). */
export function namedGates({ test, gates, scan, containerTest }: NamedGateInputs): readonly NamedGate[] {
  const general = { platform: undefined };
  return [
    ...(containerTest === undefined ? [] : [{ name: 'container-test', platform: containerTest.platform }]),
    ...(test === '' ? [] : [{ name: 'test', ...general }]),
    ...gates.map(({ name, platform }) => ({ name, platform })),
    ...scan.map(({ scanner }) => ({ name: scanner ?? 'scan', ...general })),
  ];
}

/** Whether a gate runs on an image, or a part of one, for these platforms: unless it names another one. */
export function runsOn({ platform }: Pick<NamedGate, 'platform'>, platforms: readonly string[]): boolean {
  return platform === undefined || platforms.some(one => samePlatform(one, platform));
}
