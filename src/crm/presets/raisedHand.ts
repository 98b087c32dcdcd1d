import { foldedWords } from '../../text/foldedWords.ts';
import { keywordTest } from '../../text/keywords.ts';
import { noRaisedHandKeywords, raisedHandKeywords } from './raisedHandWords.ts';

/** What somebody who raises a hand asks for. */
export type RaisedHandKind = keyof typeof raisedHandKeywords;

const kinds = (Object.keys(raisedHandKeywords) as RaisedHandKind[]).map(
  (kind) => [kind, keywordTest(raisedHandKeywords[kind])] as const,
);
const others = noRaisedHandKeywords.map(keywordTest);

const longestName = 500;

/**
 * Whether the name of a form, campaign or event says that somebody asks to be called, and for what; null for any other.
 *
 * Whole words count, in any case and without accents; `requestDemo` and `request_demo` are two words. What hands
 * something out, such as a download, a newsletter or a webinar, raises no hand, even if its name speaks of a price.
 *
 * @example raisedHandOf('Kontaktformular') // 'contact request'
 */
export function raisedHandOf(name: string): RaisedHandKind | null {
  const words = foldedWords(name.slice(0, longestName).replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
  // Whoever writes an inner capital (PricingRequest) divides words; whoever does not (eBook) is meant too.
  const whole = foldedWords(name.slice(0, longestName));
  if (others.some((says) => says(words) || says(whole))) return null;
  return kinds.find(([, says]) => says(words) || says(whole))?.[0] ?? null;
}
