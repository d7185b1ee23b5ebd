import { type Fields, fieldsIn } from '../host/fields.ts';

/** The claims of a token, not verified: its recipient does that. {} if it is not a JWT. */
export function claimsOf(token: string): Fields {
  try {
    return fieldsIn(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
  } catch {
    return {};
  }
}
