import { fixedInWords, type Scanned } from '../../gates/scan/packages.ts';
import { details, table } from './markup.ts';

/** A scan of one of the images; `image` as in the plan, '' for the only one. */
export type ImageScan = Pick<Scanned, 'scanner' | 'platform' | 'packages'> & Readonly<{ image: string }>;

/** Rows of a table; the rest is in the report. */
const ROWS = 50;
const IDS = 5;

/** The scanners' findings, package by package. */
export function scanSection(scans: readonly ImageScan[]): string {
  return scans
    .filter(({ packages }) => packages.length > 0)
    .map(scan => {
      const { packages } = scan;
      const rest = packages.length - ROWS;
      const shown = table(['Package', 'Version', 'Worst', 'Findings', 'Fix'], packages.slice(0, ROWS).map(row));
      return details(titleOf(scan), rest > 0 ? `${shown}\n\n… and ${rest} more packages, in the report.` : shown);
    })
    .join('\n\n');
}

function titleOf({ scanner, image, platform, packages }: ImageScan): string {
  const count = `${packages.length} ${packages.length === 1 ? 'package' : 'packages'} with findings`;
  return `${scanner}: ${count}${image === '' ? '' : ` in ${image}`} on ${platform}`;
}

function row({ name, version, severity, ids, fixed }: Scanned['packages'][number]): readonly string[] {
  const more = ids.length - IDS;
  return [
    name,
    version,
    severity,
    `${ids.slice(0, IDS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    fixedInWords(fixed),
  ];
}
