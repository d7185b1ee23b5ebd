import { quote } from '../../host/text/quote.ts';
import { items, type Source } from '../reading/source.ts';

/**
 * Paths of Rego files in the workspace. buildx would take a missing one for a rule that allows nothing, or ignore it.
 */
export function readBuildPolicy(source: Source): readonly string[] {
  const paths = items(source, 'build-policy', { commas: true, comments: true });
  for (const path of paths) {
    // buildx reads nothing outside of its working folder.
    const isInside = !/^\/|(?:^|\/)\.\.(?:\/|$)|[,=\\:\p{Cc}"]/u.test(path);
    if (!isInside || !path.endsWith('.rego')) {
      source.invalid(
        'build-policy',
        quote(path),
        'the path of a Rego file in the workspace, as in `policy/build.rego`',
      );
    } else if (!source.exists(path)) {
      const fix = 'Give its path from the root of the workspace, and check out the repository first.';
      source.report('build-policy', `names a file that does not exist: ${quote(path)}`, fix);
    }
  }
  if (paths.length > 0 && source.text('source') !== '') {
    source.report('build-policy', 'is given, but nothing is built', 'Remove it, or remove `source`.');
  }
  return paths;
}
