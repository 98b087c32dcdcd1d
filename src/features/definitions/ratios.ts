import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { joinedKinds } from '../vocabulary/joinedKinds.ts';
import { kindWords, labelOfKind } from '../vocabulary/kindLabels.ts';
import { samePhrase } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'ratios', version: 1, availability: 'event-time' } as const;

/** What is divided by what: beginnings of the last word of two kinds whose other words are the same, such as `email click` and `email open`. */
export const ratioTable: readonly (readonly [numerator: string, denominator: string])[] = [
  ['click', 'open'],
  ['click', 'impression'],
  ['open', 'sent'],
  ['open', 'deliver'],
  ['repl', 'sent'],
  ['bounce', 'sent'],
  ['unsubscri', 'sent'],
  ['attend', 'regist'],
  ['submi', 'view'],
  ['complete', 'start'],
];

/** Events of one kind per event of another, both in the longest window; missing where there was none of the other. */
export const ratios: FeatureFamily = {
  ...family,
  sentence: 'how often one thing leads to the next, such as e-mail clicks per open',
  type: 'number',
  units: ['ratio'],
  needs: ['event'],
  folds: ['counts'],
  windows: 1,
  columns({ activity, snapshots }) {
    const { sweep, kinds } = activity;
    const { days } = sweep.lookback;
    const longest = days.length - 1;
    return pairsOf(kinds).map(([numerator, denominator]) => {
      const above = labelOfKind(kinds[numerator]!);
      const below = labelOfKind(kinds[denominator]!);
      const { words } = windowText(days[longest]!);
      const name = `ratio:${joinedKinds(kinds[numerator]!, '/', kinds[denominator]!)}`;
      const sentence = `${above.many} per ${below.one} ${words}`;
      const feature = describe({
        ...family,
        name,
        parameters: { numerator: kinds[numerator]!, denominator: kinds[denominator]!, days: days[longest]! },
        type: 'number',
        unit: 'ratio',
        group: above.group,
        sentence,
        phrases: {
          ...samePhrase(`{value} ${above.many} per ${below.one} ${words}`, `no ${below.many} ${words}`),
          zero: `no ${above.many} per ${below.one} ${words}`,
          one: `1 ${above.one} per ${below.one} ${words}`,
        },
      });
      const column = numberColumn(name, snapshots.rows, (row) => {
        const divisor = sweep.count(row, denominator, longest);
        return divisor === 0 ? Number.NaN : sweep.count(row, numerator, longest) / divisor;
      });
      return { feature, column };
    });
  },
};

/** Positions of the kinds that the table divides by each other, in their order. */
function pairsOf(kinds: readonly string[]): (readonly [numerator: number, denominator: number])[] {
  const words = kinds.map((kind) => {
    const all = kindWords(kind);
    return { subject: all.slice(0, -1).join(' '), verb: all.at(-1) ?? '' };
  });
  return words.flatMap((one, numerator) =>
    words.flatMap((other, denominator) =>
      one.subject === other.subject &&
      ratioTable.some(([above, below]) => one.verb.startsWith(above) && other.verb.startsWith(below))
        ? [[numerator, denominator] as const]
        : [],
    ),
  );
}
