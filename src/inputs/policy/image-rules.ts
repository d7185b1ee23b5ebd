import { readSigner } from '../signing/trusted-signers.ts';
import { imagesAt } from './registry-rules.ts';
import type { ImageRules } from './types.ts';
import { booleanAt, itemsAt, mapAt, type Tell, textAt, type Value } from './values.ts';

/** Requirements for images: base images, or those published again. */
export function imageRules(tell: Tell, given: Value): ImageRules {
  const values = mapAt(tell, given, ['allow', 'pinned', 'signed-by', 'trusted-root']);
  const signers = values['signed-by'];
  const signedBy = signers === undefined ? [] : itemsAt(signers).flatMap(one => readSigner(tell, one.at, one.value));
  for (const signer of signedBy) {
    // A path would let whoever runs the workflow change the rule.
    if (signer.kind !== 'key' || signer.key.includes('-----BEGIN')) continue;
    tell.report(`${given.at}.signed-by`, 'has the path of a key', 'Write the public key itself (PEM) below `key: |`.');
  }
  const trustedRoot = textAt(tell, values['trusted-root']) ?? '';
  if (trustedRoot !== '' && !trustedRoot.startsWith('{')) {
    tell.report(`${given.at}.trusted-root`, 'is not JSON', 'Write the trusted root itself, not its path.');
  }
  return { allow: imagesAt(tell, values.allow), pinned: booleanAt(tell, values.pinned), signedBy, trustedRoot };
}
