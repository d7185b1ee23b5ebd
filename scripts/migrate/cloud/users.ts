import { title } from '../logins.ts';
import { mentions } from '../reads.ts';
import { mapAt, type Place } from '../spread/raw.ts';
import { commandsOf } from '../spread/words.ts';
import type { FileStep } from '../steps.ts';
import { type CloudLogin, restOf } from './identity.ts';

/** Programs that never use a cloud identity, only the registry's login. */
const PROGRAMS =
  'echo printf cat ls test true cd mkdir touch date sleep export git docker cosign crane skopeo oras xargs jq grep head tail tr sed awk sort tee cut if then else fi for do done while'.split(
    ' ',
  );
const ACTIONS = /^(actions\/(?!github-script)|docker\/|sigstore\/cosign-installer)/;

/** Programs that read cloud credentials from the environment. */
const ENVIRONMENT = /\b(AWS|AMAZON|GOOGLE|GCP|GCLOUD|CLOUDSDK|AZURE|ARM)_\w|\btype=(s3|azblob)\b|\bs3:\/\/|\bgs:\/\//;

/** Why other steps may need an identity that earlier steps left in the environment; undefined when they don't. */
export function whyNeeded(place: Place, { steps, results }: CloudLogin): string | undefined {
  const conditional = steps.find(({ keys }) => keys.some(({ key }) => key === 'if' || key === 'continue-on-error'));
  if (conditional) return `"${title(conditional)}" runs on a condition`;
  const rest = restOf(place, steps);
  // Results that are known become texts.
  const read = steps.find(({ id }) => id !== undefined && !(id in results) && mentions(rest, id));
  if (read) return `a result of "${title(read)}" is read`;
  if (ENVIRONMENT.test(withoutNames(rest, place))) return 'something takes credentials from the environment';
  const first = Math.min(...steps.map(({ span }) => span.start));
  const user = place.job.steps.find(step => step.span.start > first && !steps.includes(step) && !isHarmless(step));
  return user && `"${title(user)}" may need the identity`;
}

/** Secrets, variables and what the workflow itself puts into the environment may be named after a cloud. */
function withoutNames(text: string, { raw, workflowEnv }: Place): string {
  const own = { ...workflowEnv, ...mapAt(raw, 'env') };
  return text.replaceAll(/\b(secrets|vars|env)\.(\w+)/g, (whole, context: string, name: string) =>
    context === 'env' && !(name in own) ? whole : context,
  );
}

function isHarmless({ action, run }: FileStep): boolean {
  if (action !== '') return ACTIONS.test(action);
  return commandsOf(run).every(
    line =>
      /^docker buildx imagetools /.test(line) ||
      line.split(/\|\|?|&&|;/).every(part => {
        const [word = ''] = part.trim().split(/\s+/);
        return word === '' || PROGRAMS.includes(word) || /^\w+=(?!.*(?:\$\(|`))/.test(part.trim());
      }),
  );
}
