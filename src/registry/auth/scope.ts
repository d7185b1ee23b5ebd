/**
 * The permissions of a request, one `repository:path:action` each (distribution's token scope documentation, with one
 * action per entry).
 */
export type Scope = readonly string[];

export function pullScope(path: string): Scope {
  return [`repository:${path}:pull`];
}

export function pushScope(path: string): Scope {
  return [`repository:${path}:pull`, `repository:${path}:push`];
}

/** The same scope with push in addition to pull; other repositories' scopes stay. */
export function toPush(scope: Scope): Scope {
  const [first, ...others] = scope;
  if (first === undefined || !first.endsWith(':pull') || others.length > 0) return scope;
  return [first, first.replace(/:pull$/, ':push')];
}

/** Splits a scope as servers write it, `repository:a:pull,push repository:b:pull`, into single actions. */
export function parseScope(text: string): Scope {
  return text.split(' ').flatMap(part => {
    const colon = part.lastIndexOf(':');
    if (colon < 0) return [];
    return part
      .slice(colon + 1)
      .split(',')
      .map(action => `${part.slice(0, colon)}:${action}`);
  });
}

/** As token servers expect it: one text per resource, with all its actions. */
export function formatScope(scope: Scope): string[] {
  const byResource = new Map<string, string[]>();
  for (const one of new Set(scope)) {
    const colon = one.lastIndexOf(':');
    const resource = one.slice(0, colon);
    byResource.set(resource, [...(byResource.get(resource) ?? []), one.slice(colon + 1)]);
  }
  return [...byResource].map(([resource, actions]) => `${resource}:${actions.sort().join(',')}`);
}

/** Whether `all` includes `some`. */
export function covers(all: Scope, some: Scope): boolean {
  return some.every(one => all.includes(one));
}
