import type { Publication } from '../../../src/publish/publish.ts';
import type { TagResult } from '../../../src/publish/tags/tag-result.ts';
import type { Injection, Roots, Run } from './fault-bench.ts';
import { kindOf, type Passing } from './fault-proxy.ts';

/** The four allowed outcomes. */
export type Ending = 'published' | 'untouched' | 'partial' | 'unverified';

/** How a publish ended, and everything that breaks the promise; [] if nothing does. */
export type FaultVerdict = Readonly<{ ending: Ending | undefined; wrong: readonly string[] }>;

/** Judges one publish by the registries' content, and then compares its report with that. */
export function judge(run: Run, roots: Roots, injection: Injection | undefined): FaultVerdict {
  const ending = endingOf(run, roots);
  const wrong = [
    ...(ending === undefined ? [`no allowed ending: ${describe(run, roots)}`] : []),
    ...disallowed(run, ending, injection),
    ...lies(run, roots),
    ...tooEarly(run, roots),
    ...notPutBack(run, roots, injection),
    ...(run.seen.some(({ key }) => / DELETE manifests/.test(key)) ? ['a manifest was deleted'] : []),
    ...(impatient(run) ? ['a Retry-After was not waited for'] : []),
  ];
  return { ending, wrong };
}

function resultsOf(publication: Publication | undefined): readonly TagResult[] {
  return (publication?.images ?? []).flatMap(({ results }) => results);
}

function endingOf({ before, after, publication, error }: Run, roots: Roots): Ending | undefined {
  const names = Object.keys(before);
  const pushed = publication?.pushed ?? 'false';
  if (names.every(name => after[name] === rootAt(roots, name))) {
    const verified = resultsOf(publication).every(result => result.verified);
    if (error === undefined) return verified && pushed === 'true' ? 'published' : undefined;
    if ((error as { code?: string }).code === 'VERIFY_FAILED' && pushed === 'true') return 'unverified';
  }
  if (error === undefined) return undefined;
  if (pushed === 'false') return names.every(name => after[name] === before[name]) ? 'untouched' : undefined;
  return pushed === 'partial' ? 'partial' : undefined;
}

/** The content published under a name: `a 1.2`, or `a api 1.2` of one image of several. */
function rootAt(roots: Roots, name: string): string | undefined {
  return roots.get(name.split(' ').slice(1, -1).join(' '));
}

/** The name of a result. */
function placeOf({ name, image, tag }: TagResult): string {
  return [name[0], image, tag.name].filter(part => part !== '').join(' ');
}

const isTagWrite = ({ key }: Pick<Passing, 'key'>): boolean =>
  / PUT (?:\w+\/)?manifests\/(?:1\.2\.3|1\.2|latest) /.test(key);

/** When the fault began: before the first tag was written, during tagging, or after it. */
export function phaseOf({ seen }: Pick<Run, 'seen'>): 'staging' | 'tagging' | 'reading back' {
  const first = seen.findIndex(({ fault }) => fault !== undefined);
  const writes = seen.flatMap((one, at) => (isTagWrite(one) ? [at] : []));
  if (first === -1 || writes.length === 0 || first < writes[0]!) return 'staging';
  return first <= writes.at(-1)! ? 'tagging' : 'reading back';
}

/** The outcomes that a fault may have. A wrong but harmless answer may go unnoticed. */
function disallowed(run: Run, ending: Ending | undefined, injection: Injection | undefined): readonly string[] {
  if (ending === undefined) return [];
  const phase = phaseOf(run);
  const permanent = injection !== undefined && (injection.mode !== 'once' || !injection.fault.passing);
  const allowed: readonly Ending[] = !permanent
    ? ['published']
    : {
        staging: ['untouched' as const],
        tagging: ['partial' as const, 'untouched' as const],
        'reading back': ['unverified' as const],
      }[phase];
  if (allowed.includes(ending)) return [];
  if (permanent && (harmless(injection, ending) || isAskedByGet(injection, ending))) return [];
  return [`${ending} after a fault in ${phase}; allowed: ${allowed.join(', ')}`];
}

/**
 * Permanent faults that need not stop anything: a missing blob or tag is a normal answer to HEAD, and lost or wrong
 * answers to one kind of request are compensated by another kind. Never for a registry that is gone altogether.
 */
function harmless({ fault, mode, key }: Injection, ending: Ending): boolean {
  const isRead = key.includes(' HEAD ');
  if (mode === 'onward') return false;
  // A blob that cannot be mounted is uploaded, and the token for a mount is valid for an upload too.
  if (isForMount(key) || / GET \/token \w+:/.test(key)) return ending === 'published';
  if (isRead && (fault.name === '404 repository' || fault.act === 'wrong-digest')) return ending !== 'partial';
  const applied = ['lose', 'cut-answer', 'wrong-digest'].includes(fault.act);
  return ending === 'published' && applied;
}

/** A mount, or the token for one, which is valid for two repositories. */
export function isForMount(key: string): boolean {
  return / POST \S*blobs\/uploads\/? [^#]/.test(key) || / GET \/token .*:pull,push .*:pull/.test(key);
}

/** `result` must name each tag's current digest; "unknown" is only valid if the registry can't be reached. */
function lies({ before, after, publication, seen }: Run, roots: Roots): readonly string[] {
  return resultsOf(publication).flatMap(result => {
    const name = placeOf(result);
    const told = toldDigest(result, rootAt(roots, name));
    if (told === 'unknown') {
      const asked = seen.some(({ registry, fault }) => registry === result.name[0] && fault !== undefined);
      return asked ? [] : [`${name} is called ${result.state}, but its registry answers`];
    }
    const misled = seen.some(
      ({ key, fault }) =>
        fault !== undefined && / HEAD (?:\w+\/)?manifests\//.test(key) && key.startsWith(`${name[0]} `),
    );
    if (!misled && (before[name] ?? null) !== result.before)
      return [`${name} was ${before[name]}, not ${result.before}`];
    return (after[name] ?? null) === told ? [] : [`${name} is called ${result.state}, but names ${after[name]}`];
  });
}

function toldDigest({ state, before }: TagResult, root: string | undefined): string | null | undefined {
  if (state === 'published' || state === 'stranded') return root;
  // Nothing else moves tags here: `superseded` means that a registry names wrong digests.
  return state === 'unknown' || state === 'superseded' ? 'unknown' : before;
}

/** No tag is written before every registry holds every manifest. */
function tooEarly({ seen }: Run, roots: Roots): readonly string[] {
  const first = seen.findIndex(isTagWrite);
  if (first === -1) return [];
  const late = seen
    .slice(first)
    .filter(({ key }) => / (?:POST|PUT) (?:\w+\/)?blobs| PUT (?:\w+\/)?manifests\/(?!1|latest)/.test(key));
  const staged = new Set(seen.slice(0, first).map(({ key }) => kindOf(key)));
  const images = [...roots.keys()].map(name => (name === '' ? '' : `${name}/`));
  const needed = ['a', 'b'].flatMap(side => images.map(image => `${side} PUT ${image}manifests/index`));
  const missing = needed.filter(kind => !staged.has(kind));
  // Previous manifests have no name here, so a rollback's writes do not count.
  return [
    ...late.map(({ key }) => `${key} after the first tag`),
    ...missing.map(kind => `no ${kind} before the first tag`),
  ];
}

/** After a partial publish: tags that existed are restored, unless their registry is the failing one. */
function notPutBack({ before, after, publication }: Run, roots: Roots, injection?: Injection): readonly string[] {
  if (publication?.error === undefined || publication.error.code === 'VERIFY_FAILED') return [];
  const sick = injection?.key[0];
  return Object.keys(before)
    .filter(name => before[name] !== undefined && after[name] !== before[name])
    .filter(name => name[0] !== sick || after[name] !== rootAt(roots, name))
    .map(name => `${name} was not put back: ${after[name]}`);
}

function impatient({ seen, pauses }: Run): boolean {
  return seen.some(({ fault }) => fault?.headers?.['retry-after'] !== undefined) && !pauses.some(ms => ms >= 7000);
}

export function describe({ before, after, publication, error }: Run, roots: Roots): string {
  const say = (digest: string | undefined, name: string) =>
    digest === undefined ? 'none' : digest === rootAt(roots, name) ? 'new' : digest === before[name] ? 'old' : digest;
  const tags = Object.keys(after).map(name => `${name}=${say(after[name], name)}`);
  const told = resultsOf(publication).map(r => `${placeOf(r)} ${r.state}${r.verified ? ' verified' : ''}`);
  return `${tags.join(', ')}; pushed ${publication?.pushed}; ${told.join(', ')}; ${error?.message ?? 'no error'}`;
}

/** A HEAD that is refused, once or repeatedly, is followed by a GET; not at a registry that refuses everything. */
function isAskedByGet({ key, mode, fault }: Injection, ending: Ending): boolean {
  const isRefusal = fault.act === 'reply' && (fault.status === 401 || fault.status === 403);
  return ending === 'published' && isRefusal && mode !== 'onward' && key.includes(' HEAD ');
}
