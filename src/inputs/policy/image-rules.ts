import { readSigner } from '../signing/trusted-signers.ts';
import { imagesAt } from './registry-rules.ts';
import type { ImageRules } from './types.ts';
import { booleanAt, itemsAt, mapAt, type Reporter, textAt, type Value } from './values.ts';

const KEYS = ['allow', 'pinned', 'signed-by', 'trusted-root'] as const;

/** Requirements for base images, which may also come from mirrors. */
export function baseRules(reporter: Reporter, given: Value): ImageRules {
  const { mirrors, ...values } = mapAt(reporter, given, [...KEYS, 'mirrors']);
  if (mirrors !== undefined && values.allow === undefined) {
    reporter.report(mirrors.at, 'is given without `allow`', 'Add `allow`, or remove it: any mirror may be used.');
  }
  return { ...rulesAt(reporter, given.at, values), mirrors: imagesAt(reporter, mirrors) ?? [] };
}

/** Requirements for images that are published again. */
export function sourceRules(reporter: Reporter, given: Value): ImageRules {
  return rulesAt(reporter, given.at, mapAt(reporter, given, KEYS));
}

type Values = Readonly<{ [key in (typeof KEYS)[number]]?: Value }>;

function rulesAt(reporter: Reporter, at: string, values: Values): ImageRules {
  const signers = values['signed-by'];
  const signedBy =
    signers === undefined ? [] : itemsAt(reporter, signers).flatMap(one => readSigner(reporter, one.at, one.value));
  for (const signer of signedBy) {
    // A path would let whoever runs the workflow change the rule.
    if (signer.kind !== 'key' || signer.key.includes('-----BEGIN')) continue;
    reporter.report(`${at}.signed-by`, 'has the path of a key', 'Write the public key itself (PEM) below `key: |`.');
  }
  const trustedRoot = textAt(reporter, values['trusted-root']) ?? '';
  if (trustedRoot !== '' && !trustedRoot.startsWith('{')) {
    reporter.report(`${at}.trusted-root`, 'is not JSON', 'Write the trusted root itself, not its path.');
  }
  const allow = imagesAt(reporter, values.allow);
  return { allow, mirrors: [], pinned: booleanAt(reporter, values.pinned), signedBy, trustedRoot };
}
