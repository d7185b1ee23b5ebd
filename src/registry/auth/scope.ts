/** What a request needs, one `repository:path:action` each (distribution's token scope documentation, one action a time). */
export type Scope = readonly string[];

export function pullScope(path: string): Scope {
  return [`repository:${path}:pull`];
}

export function pushScope(path: string): Scope {
  return [`repository:${path}:pull`, `repository:${path}:push`];
}

/** The same scope with the right to push wherever it asks to pull; what it asks of other repositories stays. */
export function toPush(scope: Scope): Scope {
  const [first, ...others] = scope;
  if (first === undefined || !first.endsWith(':pull') || others.length > 0) return scope;
  return [first, first.replace(/:pull$/, ':push')];
}

/** A scope as servers write it, `repository:a:pull,push repository:b:pull`, in single actions. */
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

/** As token servers want it: one text per resource, its actions joined. */
export function formatScope(scope: Scope): string[] {
  const byResource = new Map<string, string[]>();
  for (const one of new Set(scope)) {
    const colon = one.lastIndexOf(':');
    const resource = one.slice(0, colon);
    byResource.set(resource, [...(byResource.get(resource) ?? []), one.slice(colon + 1)]);
  }
  return [...byResource].map(([resource, actions]) => `${resource}:${actions.sort().join(',')}`);
}

/** Whether whoever may do `all` may do `some`. */
export function covers(all: Scope, some: Scope): boolean {
  return some.every(one => all.includes(one));
}
