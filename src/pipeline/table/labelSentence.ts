import type { Label } from '../../flatFile/label.ts';
import { shownValues } from '../../flatFile/labelValues.ts';
import { integer } from '../../text/format.ts';

const reasons: Readonly<Record<Label['because'], string>> = {
  asked: 'as asked',
  pair: 'by what the values mean',
  negation: 'for the other value is its negation',
  name: 'for the column is named after it',
};

/** `Label stage: yes is won (380), by what the values mean; no is lost (620); left out: empty (12)` */
export function labelSentence({ name, because, uses }: Pick<Label, 'name' | 'because' | 'uses'>): string {
  const named = new Set(uses.slice(0, shownValues));
  const listOf = (as: 'yes' | 'no' | 'left out') => {
    const own = uses.filter((use) => use.as === as);
    const some = own.filter((use) => named.has(use));
    const more = own.length - some.length;
    return [
      ...some.map(({ value, count }) => `${value || 'empty'} (${integer(count)})`),
      ...(more > 0 ? [`… and ${more} more`] : []),
    ].join(', ');
  };
  const leftOut = listOf('left out');
  return `Label ${name}: yes is ${listOf('yes')}, ${reasons[because]}; no is ${listOf('no')}${leftOut === '' ? '' : `; left out: ${leftOut}`}`;
}
