import { tells } from '../../features/audit/association.ts';
import { seasonTells } from '../../features/audit/seasonTells.ts';
import type { AuditFinding } from '../../features/feature.ts';
import { type CountedUpTo, type DateFeature, dateColumn, latestDate } from '../../flatFile/dateFeatures.ts';
import type { FlatFile } from '../../flatFile/flatFile.ts';
import { notice } from '../../notice/notice.ts';
import type { Column } from '../../table/table.ts';
import { type Instant, microsecondsPerDay } from '../../time/instant.ts';

/** What is made of the dates of a flat file. */
export interface TableDates {
  /** The columns of dates that something is made of. */
  readonly used: readonly string[];
  /** What ages are counted up to: one instant, each row's own time, or nothing where no date is used. */
  readonly upTo: Instant | 'own time' | null;
  /** The columns of the file that a column of the table is made of: itself where it was read as it is. */
  sourcesOf(column: string): readonly string[];
}

/** The columns that are made, and what is known of them. */
export interface MadeOfDates extends TableDates {
  /** Ages and gaps. */
  readonly days: readonly Column[];
  /** Of months and weekdays those that tell something of the label beyond chance, on rows that are learned from. */
  calendar(label: Uint8Array, rows: Int32Array): readonly Column[];
  /** What is made of a date that may know the outcome is left out, whatever it shows itself. */
  audited(findings: readonly AuditFinding[]): readonly AuditFinding[];
}

/** Days that dates must span for their months, and their weekdays, to be told from the course of time. */
const leastSpan = { month: 2 * 365, weekday: 8 * 7 } as const;

/**
 * Makes columns of dates.
 *
 * @param features what can be made of the file's dates. @param excluded columns left out as asked
 * @param upTo what ages are counted up to; by default the latest date that is used, of the first file
 */
export function madeOfDates(
  file: FlatFile,
  features: readonly DateFeature[],
  excluded: ReadonlySet<string>,
  upTo: CountedUpTo | undefined,
): MadeOfDates {
  const usable = features.filter(({ of }) => of.every((name) => !excluded.has(name)));
  const used = new Set(usable.flatMap(({ of }) => of));
  const columns = file.columns.filter(({ name }) => used.has(name));
  const known: CountedUpTo =
    upTo ??
    latestDate(
      columns,
      Int32Array.from({ length: file.firstRows }, (_, row) => row),
    );
  const valuesOf = (name: string) => {
    const found = columns.find((column) => column.name === name)!.column;
    return found.kind === 'number' ? found.values : new Float64Array(file.rows).fill(Number.NaN);
  };
  const made = (feature: DateFeature) => dateColumn(feature, valuesOf, known);
  const byName = new Map(features.map((feature) => [feature.name, feature]));
  return {
    used: [...used],
    upTo: used.size === 0 ? null : typeof known === 'number' ? known : 'own time',
    sourcesOf: (name) => byName.get(name)?.of ?? [name],
    days: usable.filter(({ kind }) => kind === 'since' || kind === 'between').map(made),
    calendar: (label, rows) => {
      const candidates = usable.filter(
        ({ kind, name }) => (kind === 'month' || kind === 'weekday') && !excluded.has(name),
      );
      return candidates.flatMap((feature) => {
        const instants = valuesOf(feature.of[0]!);
        const span = spanOf(instants, rows);
        if (!(span >= leastSpan[feature.kind === 'month' ? 'month' : 'weekday'])) return [];
        const column = made(feature);
        const isTelling =
          feature.kind === 'month' && column.kind === 'category'
            ? seasonTells({ instants, months: column.codes, label }, rows, candidates.length)
            : tells(column, label, rows, candidates.length);
        return isTelling ? [column] : [];
      });
    },
    audited: (findings) => withoutSiblings(findings, byName),
  };
}

function spanOf(values: Float64Array, rows: Int32Array): number {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    const value = values[row]!;
    if (value < first) first = value;
    if (value > last) last = value;
  }
  return (last - first) / microsecondsPerDay;
}

function withoutSiblings(
  findings: readonly AuditFinding[],
  byName: ReadonlyMap<string, DateFeature>,
): readonly AuditFinding[] {
  const knowing = new Map<string, string>();
  for (const { feature, verdict, mayKnowOutcome } of findings) {
    const made = byName.get(feature);
    if (made?.of.length === 1 && verdict === 'excluded' && mayKnowOutcome) knowing.set(made.of[0]!, feature);
  }
  return findings.map((finding) => {
    const date = byName.get(finding.feature)?.of.find((name) => knowing.has(name));
    if (date === undefined || finding.verdict === 'excluded') return finding;
    const { override: _, ...rest } = finding;
    const reason = notice('unusable-column', { why: 'date-knows', detail: knowing.get(date)! });
    return { ...rest, verdict: 'excluded', reasons: [reason] };
  });
}
