/** A JSON object with unchecked fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, which a list is not. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a JSON object; {} for anything else. */
export function fieldsIn(value: unknown): Fields {
  return isObject(value) ? value : {};
}

/** What a JSON text holds; undefined if it is not JSON. */
export function jsonIn(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}

/** The fields of a JSON object in a text; {} for anything else. */
export function jsonFields(text: string | Buffer): Fields {
  return fieldsIn(jsonIn(text));
}
