import type { DeclaredAttribute } from '../crm/source.ts';
import type { CopyRow } from '../database/copyRow.ts';
import type { Column } from '../table/table.ts';
import { growingFloats, growingIntegers } from './growingArray.ts';
import { type CompareRows, compareNumbers, compareText } from './ordering.ts';

/** Reads one declared attribute, row by row, into a column. */
interface AttributeReader {
  /** Appends the value at a position of the row; infinite numbers and empty texts are missing. */
  read(row: CopyRow, position: number): void;
  /** Compares two rows read so far, missing first. */
  readonly compare: CompareRows;
  /** The column of the rows at `order`; levels are those in use, by ascending code unit. */
  column(order: Int32Array): Column;
}

/** A reader for each attribute, in the order given. */
export function attributeReaders(attributes: readonly DeclaredAttribute[]): readonly AttributeReader[] {
  return attributes.map(({ name, attribute }) =>
    attribute.type === 'number' ? numberReader(name) : categoryReader(name),
  );
}

function numberReader(name: string): AttributeReader {
  const values = growingFloats();
  return {
    read(row, position) {
      const value = row.float(position);
      // Adding 0 turns −0 into 0, so that equal values have equal bytes.
      values.push(Number.isFinite(value) ? value + 0 : Number.NaN);
    },
    compare: (a, b) => compareNumbers(values.at(a), values.at(b)),
    column: (order) => ({ kind: 'number', name, values: values.take(order) }),
  };
}

function categoryReader(name: string): AttributeReader {
  const codes = growingIntegers();
  const codeOf = new Map<string, number>();
  const texts: string[] = [];
  const textOf = (row: number): string | null => texts[codes.at(row)] ?? null;
  return {
    read(row, position) {
      const text = row.text(position);
      if (text === null || text === '') {
        codes.push(-1);
        return;
      }
      let code = codeOf.get(text);
      if (code === undefined) {
        code = texts.push(text) - 1;
        codeOf.set(text, code);
      }
      codes.push(code);
    },
    compare: (a, b) => compareText(textOf(a), textOf(b)),
    column(order) {
      const taken = codes.take(order);
      const used = [...new Set(taken)].filter((code) => code >= 0);
      used.sort((a, b) => compareText(texts[a]!, texts[b]!));
      const recoded = new Int32Array(texts.length);
      for (const [position, code] of used.entries()) recoded[code] = position;
      for (let i = 0; i < taken.length; i++) if (taken[i]! >= 0) taken[i] = recoded[taken[i]!]!;
      return { kind: 'category', name, codes: taken, levels: used.map((code) => texts[code]!) };
    },
  };
}
