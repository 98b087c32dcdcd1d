import type { AttributeHistory, Population } from '../../snapshot/population.ts';
import type { Instant } from '../../time/instant.ts';
import { entriesBefore } from '../asOf/entriesBefore.ts';

/** The changes of one attribute, or the outcomes of its contacts or accounts; ascending by subject, then time. */
export interface DatedEntries {
  readonly subject: Int32Array;
  readonly at: Float64Array;
}

/** The entries of a history that gave another value than there was before; one that was not set yet is missing. */
export function changesOf({ subject, validFrom, value }: AttributeHistory): DatedEntries & {
  readonly value: readonly (string | null)[];
} {
  const valueBefore = (i: number) => (i > 0 && subject[i - 1] === subject[i] ? value[i - 1]! : null);
  const changed = Int32Array.from(subject, (_, i) => i).filter((i) => value[i] !== valueBefore(i));
  return {
    subject: changed.map((i) => subject[i]!),
    at: Float64Array.from(changed, (i) => validFrom[i]!),
    value: Array.from(changed, (i) => value[i]!),
  };
}

/** The outcomes of every contact, or of all contacts of every account, whose dates are known. */
export function outcomesBySubject(
  { outcomes, contacts }: Pick<Population, 'outcomes' | 'contacts'>,
  entity: AttributeHistory['entity'],
): DatedEntries {
  const { contact, occurredAt } = outcomes;
  const subject = entity === 'contact' ? contact : contact.map((index) => contacts.account[index]!);
  const order = Int32Array.from(contact, (_, i) => i)
    .filter((i) => subject[i]! >= 0 && Number.isFinite(occurredAt[i]!))
    .sort((a, b) => subject[a]! - subject[b]! || occurredAt[a]! - occurredAt[b]!);
  return { subject: order.map((i) => subject[i]!), at: Float64Array.from(order, (i) => occurredAt[i]!) };
}

/** The earliest change at or after an outcome of its subject, with the last such outcome; null when there is none. */
export function firstAfterOutcome(
  changes: DatedEntries,
  outcomes: DatedEntries,
): { readonly change: number; readonly outcomeAt: Instant } | null {
  const before = entriesBefore(outcomes.subject, outcomes.at);
  let first: { change: number; outcomeAt: Instant } | null = null;
  for (const [change, subject] of changes.subject.entries()) {
    const at = changes.at[change]!;
    if (first && at >= changes.at[first.change]!) continue;
    // Instants are whole microseconds: one later, and an outcome at the very instant comes before.
    const outcome = before(subject, at + 1) - 1;
    if (outcome >= 0 && outcomes.subject[outcome] === subject) first = { change, outcomeAt: outcomes.at[outcome]! };
  }
  return first;
}
