declare module '@renovate/pep440' {
  type Explained = Readonly<{ is_prerelease: boolean; is_postrelease: boolean; is_devrelease: boolean }>;

  const pep440: Readonly<{
    valid(version: string): string | null;
    clean(version: string): string | null;
    compare(a: string, b: string): number;
    explain(version: string): Explained | null;
    major(version: string): number;
    minor(version: string): number;
    patch(version: string): number;
  }>;
  export default pep440;
}
