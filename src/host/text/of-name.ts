/** ` of NAME` for one of several images, '' for the only one, which has no name. */
export function ofName({ name }: Readonly<{ name: string }>): string {
  return name === '' ? '' : ` of ${name}`;
}
