import { at, type Json, text } from '../event/context.ts';
import { matchesGlob } from '../host/text/glob.ts';
import { quote } from '../host/text/quote.ts';
import { SLSA_PROVENANCE } from './claims/provenance.ts';
import { matchesIdentity } from './glob.ts';
import { SignatureDoubt, type Verified } from './trust/verify.ts';

/** The origin of an image. '' if unknown. */
export type Origin = Readonly<{
  /** `https://github.com/acme/api`. */
  repository: string;
  /** `refs/heads/main`. */
  ref: string;
  /** The workflow that built it: `https://github.com/acme/api/.github/workflows/release.yml@refs/heads/main`. */
  builder: string;
}>;

/** Patterns with `*`, one of which must match; [] accepts anything. */
export type WantedOrigin = Readonly<Record<keyof Origin, readonly string[]>>;

/** @see https://github.com/sigstore/fulcio/blob/v1.6.6/docs/oid-info.md */
const FULCIO = '1.3.6.1.4.1.57264.1';

/**
 * The origin in a verified statement. A certificate's origin was confirmed by the authority, which saw the workflow's
 * token. For a key there is only the provenance, which the key's holder has signed.
 */
export function originOf({ claim, identity, oids }: Verified): Origin {
  if (identity !== '') {
    const of = (oid: number): string => oids.get(`${FULCIO}.${oid}`) ?? '';
    return { repository: of(12), ref: of(14), builder: of(9) };
  }
  const isProvenance = claim.predicateType === SLSA_PROVENANCE;
  const predicate = isProvenance ? (claim.predicate as Json | undefined) : undefined;
  const workflow = at(predicate, 'buildDefinition', 'externalParameters', 'workflow');
  return {
    repository: text(workflow, 'repository') ?? '',
    ref: text(workflow, 'ref') ?? '',
    builder: text(predicate, 'runDetails', 'builder', 'id') ?? '',
  };
}

const WORDS: Readonly<Record<keyof Origin, readonly [none: string, other: string]>> = {
  repository: ['does not say from which repository it was built', 'is of an image built from'],
  ref: ['does not say from which ref it was built', 'is of an image built from'],
  builder: ['does not say which workflow built it', 'is of an image built by'],
};

/**
 * A check of an image's origin. A key's plain signature names no origin, and is not checked.
 *
 * @returns a function that throws SignatureDoubt
 */
export function originCheck(wanted: WantedOrigin): (verified: Verified) => void {
  return verified => {
    if (verified.identity === '' && verified.claim.predicateType !== SLSA_PROVENANCE) return;
    const origin = originOf(verified);
    for (const key of ['repository', 'ref', 'builder'] as const) {
      const [found, patterns] = [origin[key], wanted[key]];
      // GitHub's owner and repository names are case-insensitive.
      const same = (one: string): string => (key === 'repository' ? one.toLowerCase() : one);
      const matches = key === 'builder' ? matchesIdentity : matchesGlob;
      if (patterns.length === 0 || patterns.some(one => matches(same(one), same(found)))) continue;
      const [none, other] = WORDS[key];
      throw new SignatureDoubt('origin', found === '' ? none : `${other} ${quote(found)}`);
    }
  };
}
