import { conventions } from '../crm/import/numberScan.ts';
import type { PlannedColumn } from './readColumn.ts';
import type { ColumnEvidence } from './reading/columnEvidence.ts';
import { decideColumn, settleColumn } from './reading/decideColumn.ts';
import { findDates } from './reading/decideDate.ts';
import { findNumbers } from './reading/decideNumber.ts';
import type { Decision, FileEvidence } from './reading/decision.ts';
import type { SettledType } from './reading/typeOption.ts';
import type { DateOrder } from './reading/writtenDate.ts';
import { type UnclearColumn, UnclearColumnsError } from './unclearColumns.ts';

/** What is known of the columns before any is decided. */
export interface ColumnsToPlan {
  readonly file: string;
  readonly names: readonly string[];
  readonly evidence: readonly ColumnEvidence[];
  readonly delimiter: string;
  readonly settled: ReadonlyMap<string, SettledType>;
  /** Read as text whatever their cells. */
  readonly asText: ReadonlySet<string>;
  /** Not used, so that it does not matter what they are. */
  readonly unused: ReadonlySet<string>;
  readonly time: string | undefined;
}

/** So many of the cells must be numbers for a column to say how the file writes them. */
const mostly = 0.9;

/**
 * Decides what every column is.
 *
 * @throws UnclearColumnsError (`data`) for columns in use whose numbers, or a time whose dates, can be read in two ways, with what to type.
 */
export function planColumns(of: ColumnsToPlan): readonly PlannedColumn[] {
  const fileEvidence = evidenceOfFile(of);
  const planned = of.names.map((name, at): PlannedColumn => {
    const evidence = of.evidence[at]!;
    const type = of.settled.get(name);
    return { name, evidence, decision: decisionOf(of, name, type, evidence, fileEvidence) };
  });
  refuseUnclear(of, planned);
  return planned;
}

function decisionOf(
  { asText }: ColumnsToPlan,
  name: string,
  type: SettledType | undefined,
  evidence: ColumnEvidence,
  file: FileEvidence,
): Decision {
  if (asText.has(name))
    return {
      kind: { kind: 'text', raw: true },
      because: [{ why: 'outcome' }],
      settled: type !== undefined,
      isId: false,
    };
  return type ? settleColumn(type, evidence, file) : decideColumn(name, evidence, file);
}

/** How the file writes numbers and dates, by the columns that leave no doubt. */
function evidenceOfFile({ names, evidence, delimiter, settled, asText }: ColumnsToPlan): FileEvidence {
  const proofs = { '.': '', ',': '' };
  const orders = new Set<DateOrder>();
  names.forEach((name, at) => {
    const own = evidence[at]!;
    const type = settled.get(name);
    if (asText.has(name) || own.known === 0) return;
    if (type) {
      if (type.kind === 'number' && type.format) proofs[conventions[type.format.convention]!.decimal] ||= name;
      if (type.kind === 'date' && type.format && 'order' in type.format) orders.add(type.format.order);
      return;
    }
    const numbers = findNumbers(own);
    if (numbers.decimal && !numbers.unclear && !numbers.mixedMarks && numbers.fits >= mostly * own.known)
      proofs[numbers.decimal] ||= name;
    const dates = findDates(own, new Set());
    if (dates && (dates.by === 'days-above-12' || dates.by === 'order-of-file') && dates.fits >= mostly * own.known)
      orders.add(dates.format.order);
  });
  return { delimiter, point: proofs['.'], comma: proofs[','], orders };
}

function refuseUnclear({ file, unused, asText, time }: ColumnsToPlan, planned: readonly PlannedColumn[]): void {
  const unclear = planned.flatMap(({ name, decision: { unclear } }): UnclearColumn[] =>
    unclear && (name === time || (unclear.matters === 'always' && !unused.has(name) && !asText.has(name)))
      ? [{ name, problem: unclear.problem, types: unclear.types }]
      : [],
  );
  if (unclear.length > 0) throw new UnclearColumnsError(file, unclear);
}
