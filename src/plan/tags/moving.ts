const fullVersion = /^[vV]?\d+\.\d+\.\d+([-+.][0-9A-Za-z.+-]*)?$/;
const shaTag = /^sha-[0-9a-f]{7,64}$/;
const fullHash = /(^|[^0-9a-f])[0-9a-f]{40}([0-9a-f]{24})?([^0-9a-f]|$)/;

/** Whether a user-defined tag names one build permanently: a full version, or a commit. */
export function looksFixed(value: string, sha: string): boolean {
  return (
    fullVersion.test(value) ||
    shaTag.test(value) ||
    fullHash.test(value) ||
    (sha.length >= 7 && value.includes(sha.slice(0, 7)))
  );
}

/** Whether a tag may move, judged only by its name. */
export function isMovingTag(name: string): boolean {
  return !looksFixed(name, '');
}
