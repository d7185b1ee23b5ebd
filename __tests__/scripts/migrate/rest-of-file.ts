import { isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';

/** What a migration may replace: docker's steps, logins to clouds, and the scripts and artifacts that carry digests. */
const REPLACED =
  /docker\/|amazon-ecr-login|configure-aws-credentials|google-github-actions\/|azure\/|az acr login|imagetools|digest|platform|PAIR/i;

/** Keys of a job that calls docker/github-builder, which becomes another call or a job with steps. */
const OF_CALL = ['uses', 'with', 'secrets', 'permissions', 'runs-on', 'steps', 'outputs'];

/** Where results of steps and jobs are read: these may have new names. */
const READS = /\b(steps|needs|env)\b\s*[.[].*/;

/**
 * Lines that a migration changed outside of what it replaces, with `-` or `+`. Everything else must be there byte for
 * byte and in the same order: other steps, keys, comments, empty lines, quotes.
 */
export function changesOutside(before: string, after: string, uses: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const kept = common(old, now);
  const gone = [...old.keys()].filter(at => !kept.some(([one]) => one === at));
  const added = [...now.keys()].filter(at => !kept.some(([, other]) => other === at));
  const calls = jobsOf(before).filter(({ source }) => source.includes('github-builder/'));
  const isCall = (name: string) => calls.some(call => call.name === name);
  const oldParts = partsOf(before, step => REPLACED.test(step), isCall);
  const newParts = partsOf(after, step => step.includes(uses.split('@')[0]!), isCall);
  const texts = (lines: readonly number[], of: readonly string[]) => lines.map(at => of[at]!.trim());
  const [goneTexts, addedTexts] = [texts(gone, old), texts(added, now)];
  return [
    ...gone.filter(at => !oldParts.has(at) && !isMoved(old[at]!, addedTexts)).map(at => `-${old[at]}`),
    ...added.filter(at => !newParts.has(at) && !isMoved(now[at]!, goneTexts)).map(at => `+${now[at]}`),
  ];
}

/** A comment may move to the step that replaces its own, and a result may be read under another name. */
function isMoved(line: string, others: readonly string[]): boolean {
  const text = line.trim();
  const comment = /(?:^|\s)#.*/.exec(text)?.[0].trim();
  if (comment !== undefined && others.some(other => other.includes(comment))) return true;
  const key = (one: string) => one.replace(/[:=].*/, '');
  return others.some(other => key(other) === key(text) && (READS.test(text) || READS.test(other)));
}

function jobsOf(text: string) {
  const jobs = parseDocument(text).get('jobs');
  return (isMap(jobs) ? jobs.items : []).flatMap(({ key, value: job }) =>
    isMap(job) ? [{ name: String(key), job, source: text.slice(job.range![0], job.range![1]) }] : [],
  );
}

/** The numbers of the lines of what is replaced, with the empty lines and comments around it. */
function partsOf(
  text: string,
  isReplaced: (step: string) => boolean,
  isCall: (job: string) => boolean,
): ReadonlySet<number> {
  const lines = new Set<number>();
  const all = text.split('\n');
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  const add = (from: number, to: number) => {
    let first = lineAt(from);
    while (/^\s*(#.*)?$/.test(all[first - 1] ?? 'x')) first--;
    let last = lineAt(Math.max(from, to - 1));
    for (let at = last + 1; /^\s*(#.*)?$/.test(all[at] ?? 'x'); at++) last = at;
    for (let at = first; at <= last; at++) lines.add(at);
  };
  for (const { name, job } of jobsOf(text)) {
    for (const { key, value } of isCall(name) ? job.items : []) {
      if (!isScalar(key) || !OF_CALL.includes(String(key.value))) continue;
      add(key.range![0], (isNode(value) ? value.range?.[1] : undefined) ?? key.range![1]);
    }
    const steps = job.get('steps');
    for (const step of isSeq(steps) ? steps.items : []) {
      if (!isMap(step)) continue;
      const [from, to] = step.range!;
      if (isReplaced(text.slice(from, to))) add(from, to);
    }
  }
  return lines;
}

/** The longest common lines of two texts, as pairs of line numbers. */
function common(one: readonly string[], other: readonly string[]): readonly (readonly [number, number])[] {
  const length = one.map(() => new Array<number>(other.length + 1).fill(0));
  length.push(new Array<number>(other.length + 1).fill(0));
  for (let a = one.length - 1; a >= 0; a--) {
    for (let b = other.length - 1; b >= 0; b--) {
      length[a]![b] =
        one[a] === other[b] ? length[a + 1]![b + 1]! + 1 : Math.max(length[a + 1]![b]!, length[a]![b + 1]!);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let [a, b] = [0, 0]; a < one.length && b < other.length; ) {
    if (one[a] === other[b]) pairs.push([a++, b++]);
    else if (length[a + 1]![b]! >= length[a]![b + 1]!) a++;
    else b++;
  }
  return pairs;
}
