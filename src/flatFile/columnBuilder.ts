import { numberFormatText, numberReader } from '../crm/import/numberFormat.ts';
import { numberFlags, scanNumber, unclearMark } from '../crm/import/numberScan.ts';
import { notice } from '../notice/notice.ts';
import { hash32 } from '../numeric/hash.ts';
import { growingFloats, growingIntegers } from '../snapshot/growingArray.ts';
import type { ColumnKind } from './columnKind.ts';
import { columnTypeOf } from './columnTypeOf.ts';
import { doubtfulMarkers, markersThatAreValues } from './markerValues.ts';
import { isMissing, isUnknownWord } from './missing.ts';
import { placeholderDates } from './placeholderDates.ts';
import type { PlannedColumn, ReadColumn } from './readColumn.ts';
import type { ColumnReading } from './reading/columnReading.ts';
import { dateFormatText, instantReader } from './reading/dateFormat.ts';
import { UnreadableTally } from './reading/unreadableTally.ts';

/** Beyond so many texts a column is no category. */
const mostLevels = 10_000;

/** A column under construction: numbers and codes, never an object per cell. */
export interface ColumnBuilder {
  /** @param line on which the record begins. @param isNumber whether the text is a number of a sheet, written plainly. */
  add(text: string, line: number, isNumber?: boolean): void;
  /** What follows is of the second file. */
  startSecond(): void;
  finish(): ReadColumn;
}

type Values = Omit<ReadColumn, 'name' | 'kind' | 'reading'>;

/** The builder of a column. */
export function columnBuilder(planned: PlannedColumn): ColumnBuilder {
  const { kind: read } = planned.decision;
  const { kind } = read;
  const unreadable = new UnreadableTally();
  const values =
    read.kind === 'text'
      ? textValues(planned.name, read.raw ? (text) => text === '' : isMissing)
      : instantsOrNumbers(planned, unreadable);
  return {
    add: values.add,
    startSecond() {
      unreadable.startSecond();
      values.startSecond?.();
    },
    finish() {
      const { name, decision } = planned;
      const { placeholders, ...finished } = values.finish();
      const column = { name, kind, ...finished };
      const { settled, doubt } = decision;
      const { type, because } = columnTypeOf(column, planned);
      const format = formatText(decision.kind);
      return {
        ...column,
        reading: {
          name,
          type,
          because: notice('column-read', { column: name, reasons: because }),
          ...(format === undefined ? {} : { format }),
          ...(read.kind === 'number' && read.unmarked ? { unmarked: read.unmarked } : {}),
          settled,
          ...(doubt ? { doubt: notice('column-doubtful', { column: name, doubt }) } : {}),
          ...unreadable.finish(),
          ...(placeholders ? { placeholders } : {}),
        },
      };
    },
  };
}

function numbersOf({ format, unmarked }: Extract<ColumnKind, { kind: 'number' }>): (text: string) => number {
  const read = numberReader(format);
  return unmarked ? (text) => (unclearMark(scanNumber(text)) === null ? read(text) : Number.NaN) : read;
}

function formatText(kind: ColumnKind): string | undefined {
  if (kind.kind === 'number') return numberFormatText(kind.format);
  return kind.kind === 'date' ? dateFormatText(kind.format) : undefined;
}

interface ValuesBuilder {
  add(text: string, line: number, isNumber?: boolean): void;
  startSecond?(): void;
  finish(): Values & Pick<ColumnReading, 'placeholders'>;
}

function instantsOrNumbers({ name, decision: { kind } }: PlannedColumn, unreadable: UnreadableTally): ValuesBuilder {
  if (kind.kind === 'text') throw new TypeError(`column ${name} is text`);
  const read = kind.kind === 'date' ? instantReader(kind.format) : numbersOf(kind);
  const values = growingFloats();
  let firstRows = Number.POSITIVE_INFINITY;
  // Cells are often like the one above them.
  let above: { readonly text: string; readonly value: number; readonly isNumber: boolean | undefined } | undefined;
  return {
    add(text, line, isNumber) {
      if (above && above.text === text && above.isNumber === isNumber) {
        values.push(above.value);
        return;
      }
      const value = isNumber === true && kind.kind === 'number' ? Number(text) : text === '' ? Number.NaN : read(text);
      values.push(value);
      if (!Number.isNaN(value)) above = { text, value, isNumber };
      if (!Number.isNaN(value) || isMissing(text) || isUnknownWord(text)) return;
      if (kind.kind === 'number' && (scanNumber(text) & numberFlags.infinite) !== 0) unreadable.infinite++;
      else unreadable.add(text, line);
    },
    startSecond() {
      firstRows = values.length;
    },
    finish() {
      const all = values.finish();
      const { values: dates = all, ...placeholders } = (kind.kind === 'date' && placeholderDates(all, firstRows)) || {};
      return {
        column: { kind: 'number', name, values: dates },
        overflowed: false,
        meanLength: Number.NaN,
        ...('cells' in placeholders ? { placeholders } : {}),
      };
    },
  };
}

/** A 53-bit hash. */
function textHash(text: string): number {
  return hash32(text, 1) * 2 ** 21 + (hash32(text, 2) >>> 11);
}

function textValues(name: string, isNothing: (text: string) => boolean): ValuesBuilder {
  const codes = growingIntegers();
  const hashes = growingFloats();
  const found = new Map<string, number>();
  let overflowed = false;
  let known = 0;
  let length = 0;
  return {
    add(text) {
      if (isNothing(text) && (overflowed || !doubtfulMarkers.includes(text))) return put(-1, Number.NaN);
      known++;
      length += text.length;
      let code = found.get(text);
      if (code === undefined) {
        if (!overflowed && found.size === mostLevels) overflow();
        code = overflowed ? -1 : found.size;
        if (!overflowed) found.set(text, code);
      }
      put(code, overflowed ? textHash(text) : 0);
    },
    finish() {
      const values = markersThatAreValues(found.keys());
      const missing = doubtfulMarkers.filter((text) => found.has(text) && isNothing(text) && !values.includes(text));
      const levels = [...found.keys()].filter((text) => !missing.includes(text));
      const codeOf = new Map(levels.map((text, code) => [text, code]));
      const next = Int32Array.from(found.keys(), (text) => codeOf.get(text) ?? -1);
      return {
        column: {
          kind: 'category',
          name,
          // Which texts came first depends on the order of the rows.
          codes: codes.finish().map((code) => (overflowed || code < 0 ? -1 : next[code]!)),
          levels,
        },
        ...(overflowed ? { hashes: hashes.finish() } : {}),
        overflowed,
        meanLength: length / known,
      };
    },
  };

  function put(code: number, hash: number): void {
    codes.push(code);
    if (overflowed) hashes.push(hash);
  }

  function overflow(): void {
    overflowed = true;
    const byCode = Float64Array.from(found.keys(), (text) => (isNothing(text) ? Number.NaN : textHash(text)));
    for (const code of codes.finish()) hashes.push(byCode[code] ?? Number.NaN);
  }
}
