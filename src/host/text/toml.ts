/**
 * Parses TOML.
 *
 * @returns undefined if it is not valid
 */
export async function readToml(text: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (text.trim() === '') return {};
  // Few runs have any.
  const { parse } = await import('smol-toml');
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch {
    return undefined;
  }
}
