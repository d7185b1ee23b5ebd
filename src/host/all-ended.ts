/** As `Promise.all`, but nothing is in progress any more when it rejects: with the first error, in this order. */
export async function allEnded<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
