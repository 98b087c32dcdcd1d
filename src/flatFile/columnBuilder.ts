import { growingFloats, growingIntegers } from '../snapshot/growingArray.ts';
import type { Column } from '../table/table.ts';
import type { ColumnKind } from './columnKind.ts';
import { isMissing, isUnknownWord } from './missing.ts';
import { numberOf } from './numberText.ts';

/** Beyond so many texts a column is no category. */
const mostLevels = 10_000;

/** A column as it was read. */
export interface ReadColumn {
  readonly name: string;
  readonly kind: ColumnKind['kind'];
  /** Dates are microseconds since 1970 (UTC). Of a text that is no category: all missing. */
  readonly column: Column;
  /** Cells whose text does not fit the kind, and is missing therefore. */
  readonly unreadable: number;
  /** Whether it has more texts than a category may. */
  readonly overflowed: boolean;
  /** Mean length of the texts. */
  readonly meanLength: number;
}

/** A column under construction: numbers and codes, never an object per cell. */
export interface ColumnBuilder {
  add(text: string): void;
  finish(): ReadColumn;
}

/** The builder of a column of that kind. */
export function columnBuilder(name: string, kind: ColumnKind): ColumnBuilder {
  if (kind.kind === 'text') return textBuilder(name, kind.raw ? (text) => text === '' : isMissing);
  const read = kind.kind === 'number' ? (text: string) => numberOf(text, kind.mark) : instantReader(kind.read);
  const values = growingFloats();
  let unreadable = 0;
  return {
    add(text) {
      const value = read(text);
      values.push(value);
      if (Number.isNaN(value) && !isMissing(text) && !isUnknownWord(text)) unreadable++;
    },
    finish: () => ({
      name,
      kind: kind.kind,
      column: { kind: 'number', name, values: values.finish() },
      unreadable,
      overflowed: false,
      meanLength: Number.NaN,
    }),
  };
}

function instantReader(read: (text: string) => string | null): (text: string) => number {
  return (text) => {
    const found = text === '' ? null : read(text);
    if (found === null) return Number.NaN;
    const iso = found.replace(' ', 'T');
    return Date.parse(found.length === 26 ? `${iso}Z` : iso) * 1000;
  };
}

function textBuilder(name: string, isNothing: (text: string) => boolean): ColumnBuilder {
  const codes = growingIntegers();
  const found = new Map<string, number>();
  let overflowed = false;
  let known = 0;
  let length = 0;
  return {
    add(text) {
      if (isNothing(text)) return codes.push(-1);
      known++;
      length += text.length;
      let code = found.get(text);
      if (code === undefined) {
        overflowed ||= found.size === mostLevels;
        code = overflowed ? -1 : found.size;
        if (!overflowed) found.set(text, code);
      }
      codes.push(code);
    },
    finish: () => ({
      name,
      kind: 'text',
      column: { kind: 'category', name, codes: codes.finish(), levels: [...found.keys()] },
      unreadable: 0,
      overflowed,
      meanLength: length / known,
    }),
  };
}
