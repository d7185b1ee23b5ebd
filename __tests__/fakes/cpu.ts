/**
 * Processor seconds of `work`: a busy machine does not add to them, so a generous bound distinguishes work that grows
 * with the square of its input from work that does not.
 */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}
