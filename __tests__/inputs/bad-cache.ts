import type { InputName } from '../../src/inputs/reading/defaults.ts';

/** Bad values of the inputs about caches: name, value, problem, and fix. */
export const BAD_CACHE: readonly [name: InputName, value: string, problem: RegExp, fix: RegExp][] = [
  ['cache', 'github', /"github"/, /`auto`, `gha`, .* or `none`/],
  ['cache', 'type=gha,mode=max', /: "type=gha,mode=max"/, /`cache-from` and `cache-to`/],
  ['cache-mode', 'all', /"all"/, /`max` or `min`/],
  ['cache-scope', 'a,b', /: "a,b"/, /without a comma/],
  ['cache-scope', 'x'.repeat(201), /: "xxx/, /200 characters/],
  ['cache-ref', 'ghcr.io/acme/api', /no tag/, /ghcr\.io\/acme\/api:buildcache/],
  ['cache-ref', 'ghcr.io/Acme/api:x', /upper-case/, /a repository and a tag/],
  ['cache-ref', 'a\nb', /line break/, /one line/],
  ['cache-ref', 'layers', /no tag/, /a folder that begins with `\/`, `~\/` or `\.\/`/],
  ['cache-key-files', 'package.json', /`cache: auto` never takes `actions`/, /write `cache: actions`/],
  ['cache-key-files', '"package.json', /never closed/, /Close it/],
  ['cache-max-size', 'big', /: "big"/, /`10gb` or `500mb`/],
  ['cache-max-size', '0', /: "0"/, /`10gb`/],
  ['cache-mounts', 'npm cache', /: "npm cache"/, /`true` for every cache mount/],
  ['cache-mounts', 'true, npm', /: "true"/, /a mount without an id/],
  ['cache-mounts', '$HOME/x', /: "\$HOME/, /ids such as/],
  ['cache-mounts', '"npm', /never closed/, /Close it/],
];
