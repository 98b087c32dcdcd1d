import { fitsUnit, type NumberFormat } from '../../crm/import/numberFormat.ts';
import {
  conventions,
  decimalComma,
  decimalPoint,
  everyConvention,
  numberFlags,
  unclearMark,
  unitOfCode,
} from '../../crm/import/numberScan.ts';
import { units } from '../../crm/import/numberUnits.ts';
import type { ReadingReason } from '../../notice/columnReading.ts';
import type { ColumnEvidence } from './columnEvidence.ts';

/** What a column is as a column of numbers. */
export interface NumberFinding {
  /** Cells that are numbers in some way. */
  readonly cells: number;
  readonly format: NumberFormat;
  /** Cells that are numbers of that format. */
  readonly fits: number;
  /** The mark of which the column itself does not say whether decimals or groups follow. */
  readonly unclear: '.' | ',' | null;
  /** Among cells of the unclear mark, whole numbers below 1,000 stand without it, and none above. */
  readonly looksGrouped: boolean;
  /** Units of which no one fits, none included; empty where one does. */
  readonly mixedUnits: readonly string[];
  /** Cells are written in two ways, and what a third means hangs on which. */
  readonly mixedMarks: boolean;
  readonly leadingZeros: number;
  readonly beyondExact: number;
  readonly exponents: number;
  readonly codes: number;
  readonly infinite: number;
  readonly plusSigns: number;
  /** The decimal mark that some cell proves. */
  readonly decimal: '.' | ',' | null;
}

type Mark = '.' | ',';

const marks = ['.', ','] as const;
/** Fewer than one in so many of the cells that they contradict may be slips. */
const slipShare = 20;

/** Looks for the one format that fits most cells of a column. */
export function findNumbers(evidence: ColumnEvidence): NumberFinding {
  const { numbers } = evidence;
  const count = (holds: (code: number) => boolean) => {
    let cells = 0;
    for (const [code, found] of numbers) if (holds(code)) cells += found;
    return cells;
  };
  const flagged = (flag: number) => count((code) => (code & flag) !== 0);
  const cells = count(() => true);
  const unit = mostFitting(units.keys(), (one) => count((code) => fitsUnit(unitOfCode(code), one)));
  const ofUnit = (code: number) => fitsUnit(unitOfCode(code), unit);
  const fitting = (convention: number) => cellsOf(evidence, { convention, unit });
  const convention = mostFitting(conventions.keys(), fitting);
  const fits = fitting(convention);
  const tied = [...conventions.keys()].filter((other) => fitting(other) === fits).map((at) => conventions[at]!);
  const either = (mark: Mark) => count((code) => ofUnit(code) && unclearMark(code) === mark);
  const unclear = marks.filter(
    (mark) => either(mark) > 0 && tied.some((one) => one.decimal === mark) && tied.some((one) => one.grouping === mark),
  );
  const proving = (own: number, other: number) =>
    count((code) => ofUnit(code) && (code & own) !== 0 && (code & other) === 0);
  const proofs = { '.': proving(decimalPoint, decimalComma), ',': proving(decimalComma, decimalPoint) };
  const bare = count((code) => ofUnit(code) && (code & everyConvention) === everyConvention);
  const looksGrouped = bare > flagged(numberFlags.infinite) && flagged(numberFlags.longBare) === 0;
  const { decimal } = conventions[convention]!;
  const doubtful = looksGrouped && unclear.length === 0 && proofs[decimal] * slipShare < either(decimal);
  const contrary = Math.min(proofs['.'], proofs[',']);
  return {
    cells,
    format: { convention, unit },
    fits,
    unclear: unclear[0] ?? (doubtful ? decimal : null),
    looksGrouped,
    mixedUnits: count(ofUnit) < cells ? unitsOf(numbers) : [],
    mixedMarks: unclear.length > 1 || contrary * slipShare > Math.max(proofs['.'], proofs[',']),
    leadingZeros: flagged(numberFlags.leadingZero),
    beyondExact: flagged(numberFlags.beyondExact),
    exponents: flagged(numberFlags.exponent),
    codes: flagged(numberFlags.codeLike),
    infinite: flagged(numberFlags.infinite),
    plusSigns: flagged(numberFlags.plusSign),
    decimal: contrary > 0 || proofs['.'] === proofs[','] ? null : proofs['.'] > 0 ? '.' : ',',
  };
}

/** Cells of a column that are numbers of a format. */
export function cellsOf({ numbers }: ColumnEvidence, { convention, unit }: NumberFormat): number {
  let cells = 0;
  for (const [code, found] of numbers)
    if (((code >> convention) & 1) === 1 && fitsUnit(unitOfCode(code), unit)) cells += found;
  return cells;
}

function mostFitting(candidates: Iterable<number>, fitting: (candidate: number) => number): number {
  let best = 0;
  let most = -1;
  for (const candidate of candidates) {
    const found = fitting(candidate);
    if (found > most) {
      best = candidate;
      most = found;
    }
  }
  return best;
}

function unitsOf(numbers: ReadonlyMap<number, number>): readonly string[] {
  return [...new Set([...numbers.keys()].map((code) => units[unitOfCode(code)]!))].sort();
}

/** What the rest of a file says of its numbers. */
export interface FileMarks {
  readonly delimiter: string;
  /** A column that proves a decimal point, and one that proves a decimal comma; empty without any. */
  readonly point: string;
  readonly comma: string;
}

/** The decimal mark that the columns of a file prove; null where none does, or both are. */
export function provenMark({ point, comma }: FileMarks): '.' | ',' | null {
  if ((point === '') === (comma === '')) return null;
  return point !== '' ? '.' : ',';
}

/** What says whether decimals follow an unclear mark. */
type SettledMark = Pick<Extract<ReadingReason, { why: 'mark-settled' }>, 'decimals' | 'by'>;

/** Whether decimals follow the unclear mark of a column, and what says so; null where nothing does, or both are said. */
export function settleMark(mark: '.' | ',', looksGrouped: boolean, file: FileMarks): SettledMark | null {
  const { delimiter, point, comma } = file;
  const proven = provenMark(file);
  const byColumns: SettledMark | null = proven && {
    decimals: proven === mark,
    by: { what: 'column', column: point || comma, decimal: proven },
  };
  const byGroups: SettledMark | null = looksGrouped ? { decimals: false, by: { what: 'small-numbers' } } : null;
  const bySeparator: SettledMark | null =
    delimiter === ',' ? { decimals: mark === '.', by: { what: 'separator' } } : null;
  if (byColumns) return byGroups && byColumns.decimals ? null : byColumns;
  if (byGroups) return bySeparator?.decimals ? null : byGroups;
  return bySeparator;
}

/** The two formats that an unclear mark may mean: decimals after it, or groups. */
export function formatsOfMark(
  mark: '.' | ',',
  unit: number,
): { readonly decimals: NumberFormat; readonly groups: NumberFormat } {
  const of = (holds: (convention: (typeof conventions)[number]) => boolean) => ({
    convention: conventions.findIndex(holds),
    unit,
  });
  return {
    decimals: of(({ grouping, decimal }) => grouping === '' && decimal === mark),
    groups: of(({ grouping }) => grouping === mark),
  };
}
