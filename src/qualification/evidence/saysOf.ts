import type { Values } from '../../config/qualification.ts';
import { isPlainNumber } from '../../crm/import/plainNumber.ts';
import { foldedWords } from '../../text/foldedWords.ts';
import { keywordTest } from '../../text/keywords.ts';
import type { Says } from './piece.ts';

interface Verdicts {
  readonly met?: Values | undefined;
  readonly notMet?: Values | 'otherwise' | undefined;
}

/** What each value says, by lists of texts (whole values, in any case and accents) or ranges; each value is looked at once. */
export function saysOfValue({ met, notMet }: Verdicts): (value: string) => Says {
  const isMet = met === undefined ? () => false : matches(met);
  const isNot = notMet === undefined ? () => false : notMet === 'otherwise' ? () => true : matches(notMet);
  return remembering((value) => (isMet(value) ? 'met' : isNot(value) ? 'not met' : 'neither'));
}

interface Keywords {
  readonly met?: readonly string[] | undefined;
  readonly notMet?: readonly string[] | undefined;
}

/** What a text says, by keywords anywhere in it: both, where it has keywords of both. */
export function saysOfText({ met, notMet }: Keywords): (text: string) => readonly ('met' | 'not met')[] {
  const isMet = met && keywordTest(met.join(','));
  const isNot = notMet && keywordTest(notMet.join(','));
  return (text) => {
    const words = foldedWords(text);
    return [...(isMet?.(words) ? (['met'] as const) : []), ...(isNot?.(words) ? (['not met'] as const) : [])];
  };
}

function matches(values: Values): (value: string) => boolean {
  if (Array.isArray(values)) {
    const listed = new Set(values.map(folded));
    return (value) => listed.has(folded(value));
  }
  const { atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = values as Exclude<Values, string[]>;
  return (value) => {
    const number = isPlainNumber(value.trim()) ? Number(value.trim()) : Number.NaN;
    return number >= atLeast && number < below;
  };
}

/** A value as lists compare it; one of signs alone stays as it is. */
function folded(value: string): string {
  return foldedWords(value).join(' ') || value.trim();
}

/** Values asked about again and again are few; others are not kept beyond that. */
const mostRemembered = 10_000;

function remembering(says: (value: string) => Says): (value: string) => Says {
  const known = new Map<string, Says>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const said = says(value);
    if (known.size < mostRemembered) known.set(value, said);
    return said;
  };
}
