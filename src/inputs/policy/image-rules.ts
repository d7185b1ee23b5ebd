import { readSigner } from '../signing/trusted-signers.ts';
import { imagesAt } from './registry-rules.ts';
import type { ImageRules } from './types.ts';
import { booleanAt, itemsAt, mapAt, type Reporter, textAt, type Value } from './values.ts';

/** Requirements for images: base images, or those published again. */
export function imageRules(reporter: Reporter, given: Value): ImageRules {
  const values = mapAt(reporter, given, ['allow', 'pinned', 'signed-by', 'trusted-root']);
  const signers = values['signed-by'];
  const signedBy =
    signers === undefined ? [] : itemsAt(signers).flatMap(one => readSigner(reporter, one.at, one.value));
  for (const signer of signedBy) {
    // A path would let whoever runs the workflow change the rule.
    if (signer.kind !== 'key' || signer.key.includes('-----BEGIN')) continue;
    reporter.report(
      `${given.at}.signed-by`,
      'has the path of a key',
      'Write the public key itself (PEM) below `key: |`.',
    );
  }
  const trustedRoot = textAt(reporter, values['trusted-root']) ?? '';
  if (trustedRoot !== '' && !trustedRoot.startsWith('{')) {
    reporter.report(`${given.at}.trusted-root`, 'is not JSON', 'Write the trusted root itself, not its path.');
  }
  return { allow: imagesAt(reporter, values.allow), pinned: booleanAt(reporter, values.pinned), signedBy, trustedRoot };
}
