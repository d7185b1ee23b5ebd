import { quote } from '../../host/text/quote.ts';
import type { Gate } from './types.ts';

/** A gate as the subject of a sentence. */
export function whatOf({ kind, name }: Pick<Gate, 'kind' | 'name'>): string {
  if (kind === 'test') return 'the test';
  return kind === 'gate' ? `gate ${quote(name)}` : name;
}
