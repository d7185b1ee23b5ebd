/** Random bytes as hexadecimal digits. `node:crypto` takes 7 ms to load, and post may not need it. */
export function randomHex(bytes: number): string {
  return process.getBuiltinModule('node:crypto').randomBytes(bytes).toString('hex');
}
