import type { Component } from '../terms/types.ts';

/**
 * What follows a component in its release tags: `v1.2.3`, `1.2`, `v2.0.0-rc.1`; but not `gateway-v1.0.0` of another
 * component.
 */
const VERSION = /^v?\d+\.\d+[\w.+-]*$/i;

/**
 * The part of a git tag after the component: `v1.2.3` of `api/v1.2.3` (Go, Nx), `api-v1.2.3` (release-please) and
 * `api@1.2.3` (Lerna, Changesets), also after its whole path. Undefined for any other tag.
 */
export function componentVersion(tag: string, { path, name }: Component): string | undefined {
  for (const part of new Set([path, name])) {
    const version = tag.slice(part.length + 1);
    if (tag.startsWith(part) && /^[/@-]/.test(tag.slice(part.length)) && VERSION.test(version)) return version;
  }
  return undefined;
}

/** The form of a component's release tags. */
export function componentTags({ name }: Component): string {
  return `${name}/v1.2.3, ${name}-v1.2.3 or ${name}@1.2.3`;
}
