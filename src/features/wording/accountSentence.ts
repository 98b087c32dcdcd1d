import type { Feature } from '../feature.ts';
import { valueSentence } from './valueSentence.ts';

/** A value that is of all people of an account, or of one of them and in kind of some others. */
export interface AccountValue {
  readonly value: number | string | null;
  /** Eligible people of the account. */
  readonly people: number;
  /** Absent where the value is of all; null where the name is not known. */
  readonly name?: string | null;
  readonly others?: number;
}

/** Days within which others are said to have done the same. */
export const lately = 30;

/** Families whose values are what one person did. */
const ofActivity: ReadonlySet<string> = new Set(['eventCount', 'eventRecency', 'activeDays', 'burst', 'touchCount']);

/**
 * One value of a feature in plain words, as an account's.
 *
 * @example accountSentence(opens, { value: 4, name: 'Ada Roe', others: 2, people: 9 }) // '4 e-mail opens in the last 30 days (Ada Roe, and 2 more of 9 people)'
 */
export function accountSentence(
  feature: Pick<Feature, 'family' | 'unit' | 'phrases'>,
  { value, name, others = 0, people }: AccountValue,
): string {
  const sentence = valueSentence(feature, value);
  const isActivity = ofActivity.has(feature.family);
  if (name === undefined)
    return people > 1 && isActivity && (value === null || value === 0)
      ? `${sentence}, of all ${people} people`
      : sentence;
  const who = name ?? 'one person';
  if (others === 0) return `${sentence} (${who})`;
  const more = `${others} more of ${people} people`;
  return feature.family === 'eventRecency' && typeof value === 'number'
    ? `${sentence} (${who}; ${more} within ${Math.max(lately, Math.floor(value))} days)`
    : `${sentence} (${who}, and ${more})`;
}
