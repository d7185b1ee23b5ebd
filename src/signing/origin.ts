import { at, type Json, text } from '../event/context.ts';
import { quote } from '../host/text/quote.ts';
import { SLSA_PROVENANCE } from './claims/provenance.ts';
import { matchesGlob, matchesIdentity } from './glob.ts';
import { SignatureDoubt, type Verified } from './trust/verify.ts';

/** Where an image comes from. '' where nobody says so. */
export type Origin = Readonly<{
  /** `https://github.com/acme/api`. */
  repository: string;
  /** `refs/heads/main`. */
  ref: string;
  /** The workflow that built it: `https://github.com/acme/api/.github/workflows/release.yml@refs/heads/main`. */
  builder: string;
}>;

/** Patterns with `*`, of each of which one must match; [] takes anything. */
export type WantedOrigin = Readonly<Record<keyof Origin, readonly string[]>>;

/** @see https://github.com/sigstore/fulcio/blob/v1.6.6/docs/oid-info.md */
const FULCIO = '1.3.6.1.4.1.57264.1';

/**
 * What a verified statement says of its origin. A certificate has it of the authority that saw the workflow's token, and
 * its word counts. Of a key there is only what the provenance says, which the holder of the key has signed.
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
 * A check of where an image comes from. The plain signature of a key says nothing of that, and is not asked.
 *
 * @returns what throws SignatureDoubt
 */
export function originCheck(wanted: WantedOrigin): (verified: Verified) => void {
  return verified => {
    if (verified.identity === '' && verified.claim.predicateType !== SLSA_PROVENANCE) return;
    const origin = originOf(verified);
    for (const key of ['repository', 'ref', 'builder'] as const) {
      const [found, patterns] = [origin[key], wanted[key]];
      // GitHub's names of owners and repositories are the same in any case.
      const same = (one: string): string => (key === 'repository' ? one.toLowerCase() : one);
      const matches = key === 'builder' ? matchesIdentity : matchesGlob;
      if (patterns.length === 0 || patterns.some(one => matches(same(one), same(found)))) continue;
      const [none, other] = WORDS[key];
      throw new SignatureDoubt('origin', found === '' ? none : `${other} ${quote(found)}`);
    }
  };
}
