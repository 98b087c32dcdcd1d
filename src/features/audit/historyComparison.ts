import type { AttributeHistory, Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import type { Column } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { accountKnownAt } from '../asOf/accountKnownAt.ts';
import { entriesBefore } from '../asOf/entriesBefore.ts';
import { valueAsOf } from '../asOf/valueAsOf.ts';
import { parseNumber } from '../vocabulary/parseNumber.ts';
import { changesOf, firstAfterOutcome, outcomesBySubject } from './attributeChanges.ts';

/** One change of an attribute; whose it was stays out, as the finding is kept with the model for good. */
export interface AttributeChange {
  readonly entity: AttributeHistory['entity'];
  readonly attribute: string;
  /** The new value; null when it was cleared. */
  readonly value: string | null;
  readonly at: Instant;
  /** Contacts, or accounts, that ever changed to this value. */
  readonly holders: number;
  /** The outcome of the contact, or of a contact of the account, that came before; NaN when that is not what it is named for. */
  readonly outcomeAt: Instant;
}

/** Training rows of one class whose contact or account the history knows. */
interface ComparedRows {
  readonly rows: number;
  /** Those where the value in use is not the one as of the row. */
  readonly differing: number;
}

/** What the history of an attribute says about the values in use, which are those of today. */
export interface HistoryComparison {
  readonly converted: ComparedRows;
  readonly others: ComparedRows;
  /** Differing rows of `converted` whose value changed at or after the outcome. */
  readonly following: number;
  /** The earliest change after the date of a row that differs; null when there is none. */
  readonly contradiction: AttributeChange | null;
  /** Of all changes the earliest at or after an outcome; null when there is none. */
  readonly afterOutcome: AttributeChange | null;
}

type Known = Pick<Population, 'contacts' | 'accounts' | 'outcomes' | 'revisions'>;
type Rows = Pick<Snapshots, 'rows' | 'contact' | 'asOf' | 'label'>;

/**
 * Compares attributes that are not declared as history, but have one, with it: how often the value in use differs from the last
 * one set before the row's as-of instant.
 *
 * A contact or account without any history is not compared. Where its history begins after the instant, it had no value then.
 *
 * @param rows those looked at, in training. @returns by name of the feature, one per history in `revisions`.
 */
export function compareWithHistory(
  population: Known,
  snapshots: Rows,
  rows: Int32Array,
): ReadonlyMap<string, HistoryComparison> {
  return new Map(
    (population.revisions ?? []).map((history) => [
      `${history.entity}:${history.name}`,
      compare(population, snapshots, rows, history),
    ]),
  );
}

function compare(population: Known, snapshots: Rows, rows: Int32Array, history: AttributeHistory): HistoryComparison {
  const { entity, name } = history;
  const column = population[`${entity}s`].attributes.find((attribute) => attribute.name === name);
  if (!column) throw new Error(`the population lacks ${entity} attribute ${name}`);
  const changes = changesOf(history);
  const outcomes = outcomesBySubject(population, entity);
  const changesBefore = entriesBefore(changes.subject, changes.at);
  const outcomesBefore = entriesBefore(outcomes.subject, outcomes.at);
  const find = valueAsOf(history);
  const converted = { rows: 0, differing: 0 };
  const others = { rows: 0, differing: 0 };
  let following = 0;
  let contradiction = -1;
  for (const row of rows) {
    const subject = entity === 'contact' ? snapshots.contact[row]! : accountKnownAt({ population, snapshots }, row);
    if (subject < 0 || find(subject, Number.POSITIVE_INFINITY) < 0) continue;
    const asOf = snapshots.asOf[row]!;
    const side = snapshots.label[row] === 1 ? converted : others;
    side.rows++;
    if (isValue(column, subject, history.value[find(subject, asOf)] ?? null)) continue;
    side.differing++;
    const next = changesBefore(subject, asOf);
    if (changes.subject[next] !== subject) continue;
    if (contradiction < 0 || changes.at[next]! < changes.at[contradiction]!) contradiction = next;
    const last = changesBefore(subject, Number.POSITIVE_INFINITY) - 1;
    const outcome = outcomesBefore(subject, asOf);
    if (side === converted && outcomes.subject[outcome] === subject && changes.at[last]! >= outcomes.at[outcome]!)
      following++;
  }
  const describe = (change: number, outcomeAt: Instant): AttributeChange => ({
    entity,
    attribute: name,
    value: changes.value[change]!,
    at: changes.at[change]!,
    holders: holdersOf(changes, changes.value[change]!),
    outcomeAt,
  });
  const after = firstAfterOutcome(changes, outcomes);
  return {
    converted,
    others,
    following,
    contradiction: contradiction < 0 ? null : describe(contradiction, Number.NaN),
    afterOutcome: after && describe(after.change, after.outcomeAt),
  };
}

function holdersOf({ subject, value }: ReturnType<typeof changesOf>, asked: string | null): number {
  return new Set(subject.filter((_, change) => value[change] === asked)).size;
}

/** Whether a subject's value in use is the one that the history gives as text; null is missing. */
function isValue(column: Column, subject: number, text: string | null): boolean {
  if (column.kind === 'category') return (column.levels[column.codes[subject]!] ?? null) === text;
  return Object.is(column.values[subject]!, text === null ? Number.NaN : parseNumber(text));
}
