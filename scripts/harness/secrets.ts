/**
 * Every form of a secret in a text: plain, JSON, URI, and base64 at each of its three alignments (so that it is also
 * found inside base64 of `user:password`). The runner's own masks cover the same forms.
 */
export function secretForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const forms = new Set([secret, json, encodeURIComponent(secret), ...[0, 1, 2].flatMap(at => base64(secret, at))]);
  return [...forms].filter(form => form.length > 3 || form === secret);
}

/** The base64 characters that only depend on the secret when `shift` bytes precede it. */
function base64(secret: string, shift: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const from = Math.ceil((shift * 8) / 6);
  const to = Math.floor((bytes.length * 8) / 6);
  return (['base64', 'base64url'] as const).map(encoding => bytes.toString(encoding).slice(from, to));
}

/** The masks of a job: grows as steps add to it. */
export type Masks = Readonly<{ add(secret: string): void; apply(text: string): string; values(): string[] }>;

export function createMasks(initial: readonly string[]): Masks {
  const values = new Set<string>();
  let forms: string[] = [];
  const add = (secret: string) => {
    if (secret.trim() === '') return;
    values.add(secret);
    const parts = [...values].flatMap(value => [value, ...value.split(/\r?\n/).filter(line => line.trim() !== '')]);
    forms = [...new Set(parts.flatMap(secretForms))].sort((a, b) => b.length - a.length);
  };
  initial.forEach(add);
  return {
    add,
    apply: text => forms.reduce((masked, form) => masked.replaceAll(form, '***'), text),
    values: () => [...values],
  };
}
