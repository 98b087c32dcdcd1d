import type { CategoryColumn } from '../table/table.ts';
import { plainText } from '../text/plainText.ts';
import { type LabelChoice, mentionedValues } from './labelChoice.ts';
import { markersThatAreValues } from './markerValues.ts';
import { isMissing } from './missing.ts';

/** A value of the label. */
export interface LabelValue {
  /** As it stands in the file, normal form and blanks aside; empty for cells that are empty. */
  readonly value: string;
  readonly count: number;
  /** How many of them are in the first file. */
  readonly inFirst: number;
  /** Whether it says that there is no label. */
  readonly missing: boolean;
}

/** Values shown before the rest is only counted. */
export const shownValues = 10;

/**
 * The values of a label with their counts, the most frequent first.
 *
 * A missing marker is a value where it was named, or where others say so, see `markersThatAreValues`.
 *
 * @param firstRows rows of the first file.
 */
export function labelValues(
  { codes, levels }: CategoryColumn,
  firstRows: number,
  choice: LabelChoice,
): readonly LabelValue[] {
  const texts = levels.map(plainText);
  const counts = new Map<string, { count: number; inFirst: number }>();
  codes.forEach((code, row) => {
    const text = texts[code] ?? '';
    const own = counts.get(text) ?? { count: 0, inFirst: 0 };
    own.count++;
    if (row < firstRows) own.inFirst++;
    counts.set(text, own);
  });
  const values = markersThatAreValues(counts.keys());
  const named = mentionedValues(choice, [...counts.keys()]);
  return [...counts]
    .map(([value, own]) => ({
      value,
      ...own,
      missing: isMissing(value) && !named.has(value) && !values.includes(value),
    }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** `Yes (270), No (700), empty (12)`: all up to ten, then how many more. */
export function valuesText(values: readonly Pick<LabelValue, 'value' | 'count'>[]): string {
  const more = values.length - shownValues;
  return [
    ...values.slice(0, shownValues).map(({ value, count }) => `${value || 'empty'} (${count})`),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ].join(', ');
}
