import { humanSize } from '../../host/text/human-size.ts';
import { platformSizes } from '../../oci/sizes.ts';
import type { Published } from '../../publish/publish.ts';
import { table } from './markup.ts';

/** The size of each platform, and the difference to the image that the moving tag named before. */
export function sizeTable({ content, former }: Published): string {
  const sizes = [...platformSizes(content.root, content.manifests)];
  if (sizes.length === 0) return '';
  const rows = sizes.map(([platform, size]) => {
    const old = former && formerSize(former.sizes, platform, sizes.length);
    const change = former === undefined ? [] : [old === undefined ? 'new' : difference(size - old)];
    return [platform || 'image', humanSize(size), ...change];
  });
  return table(['Platform', 'Size', ...(former === undefined ? [] : [`Compared with ${former.tag} before`])], rows);
}

/** An image without an index has no platform to look up. */
function formerSize(sizes: ReadonlyMap<string, number>, platform: string, count: number): number | undefined {
  const [only] = sizes.size === 1 && count === 1 && (platform === '' || sizes.has('')) ? sizes.values() : [];
  return sizes.get(platform) ?? only;
}

function difference(bytes: number): string {
  if (bytes === 0) return 'same size';
  return `${bytes > 0 ? '+' : '−'}${humanSize(Math.abs(bytes))}`;
}
