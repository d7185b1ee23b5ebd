import type { Pin } from './uses.ts';

const TAG = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/;

/** Reasons not to release this tag, a sentence each; [] if there are none. */
export function checkRelease(tag: string, packageJson: string, changelog: string): readonly string[] {
  const version = TAG.exec(tag)?.[1];
  if (version === undefined) return [`"${tag}" is not a version tag such as v1.2.3.`];
  const { version: own } = JSON.parse(packageJson) as { version: string };
  return [
    ...(own === version ? [] : [`package.json has version ${own}, and the tag is ${tag}.`]),
    ...(sectionOf(changelog, version) === undefined ? [`CHANGELOG.md has no section "## [${version}] - DATE".`] : []),
  ];
}

/** A release's section in CHANGELOG.md. @throws Error without one */
export function notesOf(changelog: string, tag: string): string {
  const section = sectionOf(changelog, TAG.exec(tag)?.[1] ?? '');
  if (section === undefined) throw new Error(`CHANGELOG.md has no section for ${tag}`);
  return section;
}

/** The text below `## [1.2.3] - 2026-11-30`, up to the next version. */
function sectionOf(changelog: string, version: string): string | undefined {
  const [, ...sections] = `\n${changelog}`.split(/\n## \[/);
  const found = sections.find(section => section.startsWith(`${version}] - `));
  return found
    ?.slice(found.indexOf('\n') + 1)
    .replace(/\n\[[^\]]+\]: \S+/g, '')
    .trim();
}

/**
 * package.json with the recorded release that workflows and pages pin, in place of the preview.
 *
 * @throws Error when it is not a tag and a commit
 */
export function withRelease(packageJson: string, release: Pin): string {
  if (!TAG.test(release.version)) throw new Error(`"${release.version}" is not a version tag such as v1.2.3`);
  if (!/^[0-9a-f]{40}$/.test(release.sha)) throw new Error(`"${release.sha}" is not a full commit hash`);
  const { preview: _, ...manifest } = JSON.parse(packageJson) as Readonly<Record<string, unknown>>;
  return `${JSON.stringify({ ...manifest, release }, undefined, 2)}\n`;
}

/** The release recorded in a package.json. */
export function releaseIn(packageJson: string): Pin | undefined {
  return (JSON.parse(packageJson) as { release?: Pin }).release;
}

/** `v1` of `v1.2.3`. */
export function majorOf(tag: string): string {
  return tag.split('.')[0]!;
}

export function isPrerelease(tag: string): boolean {
  return tag.includes('-');
}

/** Whether a release comes after another one. Only for releases, not pre-releases. */
export function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map(tag => tag.slice(1).split('.').map(Number)) as [number[], number[]];
  const at = a.findIndex((number, index) => number !== b[index]);
  return at !== -1 && a[at]! > b[at]!;
}
