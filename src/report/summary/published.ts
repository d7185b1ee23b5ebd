import { humanSize } from '../../host/text/human-size.ts';
import { blobsOf } from '../../oci/content.ts';
import type { Published } from '../../publish/publish.ts';
import { verifyCommands } from '../../signing/verify-command.ts';
import type { SummaryFacts } from './facts.ts';
import { codeBlock, details, table } from './markup.ts';
import { sizeTable } from './sizes.ts';
import { tagTable } from './tags.ts';

/** More images are not listed; the output `result` has all of them. */
const IMAGES = 100;

/** A single image in full; several as one row each, with details folded below. */
export function imageSections(facts: SummaryFacts): readonly string[] {
  const { images } = facts;
  const [only, ...others] = images;
  if (only === undefined) return [];
  if (others.length === 0) return [tagTable(only), sizeTable(only), commands(facts, only)];
  const rows = images.map(({ name, content, results }) => [
    name,
    [...new Set(results.map(({ tag }) => tag.name))].slice(0, 5).join(', '),
    endOf(results),
    `${content.root.digest.slice(0, 'sha256:'.length + 12)}…`,
    humanSize(blobsOf(content).reduce((sum, { size }) => sum + size, 0)),
  ]);
  const folded = images.slice(0, IMAGES).map(image => {
    const parts = [tagTable(image), sizeTable(image), commands(facts, image)];
    return details(image.name, parts.filter(part => part !== '').join('\n\n'));
  });
  return [table(['Image', 'Tags', 'Result', 'Digest', 'Size'], rows), ...folded];
}

function endOf(results: Published['results']): string {
  const good = results.filter(({ state, error }) => state === 'published' && error === undefined).length;
  if (good === results.length) return '✅ published';
  return `${results.some(({ optional, error }) => !optional && error !== undefined) ? '❌' : '➖'} ${good} of ${results.length} tags`;
}

/** Commands to pull this exact image and verify its signature. None while tags may name something else. */
function commands({ pushed, signatures }: SummaryFacts, { name: image, content, results }: Published): string {
  if (pushed !== 'true') return '';
  const names = [...new Set(results.filter(({ state }) => state === 'published').map(({ name }) => name))];
  if (names.length === 0) return '';
  const { digest } = content.root;
  const isSigned = signatures?.images.includes(image) === true;
  return codeBlock([
    ...names.map(name => `$ docker pull ${name}@${digest}`),
    ...(isSigned
      ? names.flatMap(name => verifyCommands(name, digest, signatures.facts).map(command => `$ ${command}`))
      : []),
  ]);
}
