import { copyOut } from '../../database/copyOut.ts';
import { fieldPositions } from '../../snapshot/fieldPositions.ts';
import { groupRows } from '../../snapshot/grouped.ts';
import { growingFloats, growingIntegers } from '../../snapshot/growingArray.ts';
import { interning } from '../../snapshot/interning.ts';
import { compareText, sortedRows } from '../../snapshot/ordering.ts';
import type { Reading } from '../../snapshot/reading.ts';
import type { StageDecision } from './decisions.ts';

/** What people decided about stages, as the CRM tells it. */
export interface StageDecisions {
  readonly length: number;
  /** Those of a contact, ascending by time. */
  of(contact: number): readonly StageDecision[];
  /** All of them, by contact, then time. */
  all(): Iterable<StageDecision>;
}

/** Who decided where the CRM does not say. */
export const unnamed = 'crm';

/** Decisions in no order, as columns. */
export class StageDecisionList {
  readonly #contact = growingIntegers();
  readonly #at = growingFloats();
  readonly #texts: [stage: string, reason: string | null, by: string][] = [];
  readonly #interned = interning();

  add({ contact, stage, reason, by, at }: StageDecision): void {
    this.#contact.push(contact);
    this.#at.push(at);
    this.#texts.push([this.#interned(stage), this.#interned(reason), this.#interned(by)]);
  }

  /** @param contacts how many there are. */
  finish(contacts: number): StageDecisions {
    const order = sortedRows(
      this.#contact.length,
      (a, b) => this.#contact.at(a) - this.#contact.at(b),
      (a, b) => this.#at.at(a) - this.#at.at(b),
      // Two of one instant are taken in the same order whatever the order of the rows.
      (a, b) => compareText(this.#texts[a]![0], this.#texts[b]![0]),
    );
    const contact = this.#contact.take(order);
    const at = this.#at.take(order);
    const texts = this.#texts;
    const { start } = groupRows(contact, contacts);
    const decisionAt = (row: number): StageDecision => {
      const [stage, reason, by] = texts[order[row]!]!;
      return { contact: contact[row]!, stage, reason, by, at: at[row]! };
    };
    return {
      length: contact.length,
      of(one) {
        const from = start[one]!;
        return Array.from({ length: start[one + 1]! - from }, (_, i) => decisionAt(from + i));
      },
      *all() {
        for (let row = 0; row < contact.length; row++) yield decisionAt(row);
      },
    };
  }
}

/** No decisions at all. */
export const noDecisions: StageDecisions = { length: 0, of: () => [], all: () => [] };

/** Reads what the CRM says that people decided before the run's instant; what cannot be used is counted. */
export async function readStageDecisions(
  { client, sources, knownBefore, anomalies }: Reading,
  contactOf: ReadonlyMap<string, number>,
): Promise<StageDecisions> {
  if (!sources.has('stageChange')) return noDecisions;
  const at = fieldPositions('stageChange');
  const list = new StageDecisionList();
  await copyOut(client, sources.select('stageChange'), (row) => {
    const contact = contactOf.get(row.text(at.contactId) ?? '');
    const changedAt = row.instant(at.changedAt);
    const stage = row.text(at.stage);
    if (contact === undefined) return anomalies.add('stage changes of unknown contacts');
    if (stage === null || !Number.isFinite(changedAt)) return anomalies.add('stage changes without a stage or a date');
    if (changedAt >= knownBefore) return anomalies.add('stage changes in the future');
    list.add({ contact, stage, reason: row.text(at.reason), by: row.text(at.by) ?? unnamed, at: changedAt });
  });
  return list.finish(contactOf.size);
}
