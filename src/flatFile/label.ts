import { HandraiseError } from '../errors.ts';
import { plainText } from '../text/plainText.ts';
import { type LabelChoice, mentionedValues } from './labelChoice.ts';
import { type LabelValue, labelValues, valuesText } from './labelValues.ts';
import type { ReadColumn } from './readColumn.ts';
import { type SettledLabel, settledLabel } from './settledLabel.ts';

/** A value of the label and what its rows are. */
export interface LabelUse extends LabelValue {
  readonly as: 'yes' | 'no' | 'left out';
}

/** The outcome of each row. */
export interface Label {
  /** Of the column. */
  readonly name: string;
  /** 1 for the outcome, 0 for anything else; meaningless where not known. */
  readonly values: Uint8Array;
  readonly known: Uint8Array;
  /** The value that is the outcome, or several with commas between them. */
  readonly positive: string;
  readonly because: SettledLabel['because'];
  /** Every value, the most frequent first. */
  readonly uses: readonly LabelUse[];
}

/**
 * Reads the label, see `settledLabel`. Cells that are empty or hold a missing marker have none.
 *
 * @param column read as text, missing markers too. @param second the second file and the number of rows before it.
 * @throws HandraiseError as `settledLabel`; `data` for a second file whose label has other values.
 */
export function labelOf(
  { name, column, overflowed }: ReadColumn,
  choice: LabelChoice,
  second?: { readonly file: string; readonly from: number },
): Label {
  if (column.kind !== 'category') throw new HandraiseError('unexpected', `label ${name} was not read as text`);
  if (overflowed)
    throw new HandraiseError('data', `label ${name} has more than 10,000 different values`, {
      hint: 'name the column that says yes or no',
    });
  const values = labelValues(column, second?.from ?? column.codes.length, choice);
  const mentioned = mentionedValues(
    choice,
    values.map(({ value }) => value),
  );
  const settled = settledLabel(
    name,
    values.filter(({ inFirst, value }) => inFirst > 0 || mentioned.has(value)),
    choice,
  );
  const use = ({ value }: LabelValue) => (settled.yes.has(value) ? 'yes' : settled.no.has(value) ? 'no' : 'left out');
  const uses = values.map((value): LabelUse => ({ ...value, as: use(value) }));
  if (second && (choice.positive.length === 0 || choice.negative.length === 0))
    refuseOtherValues(name, uses, second.file);
  const asOf = new Map(uses.map(({ value, as }) => [value, as]));
  const byCode = column.levels.map((level) => asOf.get(plainText(level)));
  const empty = asOf.get('');
  const asOfRow = (code: number) => (code < 0 ? empty : byCode[code]);
  return {
    name,
    values: Uint8Array.from(column.codes, (code) => Number(asOfRow(code) === 'yes')),
    known: Uint8Array.from(column.codes, (code) => Number(asOfRow(code) !== 'left out')),
    positive: uses
      .filter(({ as }) => as === 'yes')
      .map(({ value }) => value || 'empty')
      .join(', '),
    because: settled.because,
    uses,
  };
}

function refuseOtherValues(name: string, uses: readonly LabelUse[], second: string): void {
  const others = uses.filter(({ as, missing }) => as === 'left out' && !missing);
  if (others.length === 0) return;
  const ofSecond = uses.flatMap((use) => (use.count > use.inFirst ? [{ ...use, count: use.count - use.inFirst }] : []));
  const ofFirst = uses.flatMap((use) => (use.inFirst > 0 ? [{ ...use, count: use.inFirst }] : []));
  throw new HandraiseError(
    'data',
    `label ${name} has other values in ${second}, ${valuesText(ofSecond)}, than in the first file, ${valuesText(ofFirst)}`,
    { hint: 'write it alike in both, or name the values of both files by --positive and --negative' },
  );
}
