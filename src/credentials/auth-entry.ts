import type { JsonObject } from '../event/context.ts';
import type { Credential } from '../registry/auth/credential.ts';

/** A login as in `auths` of a Docker config. */
export function authEntry(credential: Credential): JsonObject {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  switch (credential.kind) {
    case 'basic':
      return { auth: base64(`${credential.username}:${credential.password}`) };
    case 'identity':
      return {
        ...(credential.username ? { auth: base64(`${credential.username}:`) } : {}),
        identitytoken: credential.identityToken,
      };
    case 'bearer':
      return { registrytoken: credential.token };
  }
}
