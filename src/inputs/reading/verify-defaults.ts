/** Inputs that only the verify action has, with the defaults of verify/action.yml. */
export const VERIFY_DEFAULTS = {
  refs: '',
  result: '',
  require: 'signature',
  'signed-by': '',
  'source-repository': '',
  'source-ref': '',
} as const satisfies Readonly<Record<string, string>>;

export type VerifyInputName = keyof typeof VERIFY_DEFAULTS;
