import pg from 'pg';
import { copyOut } from '../../database/copyOut.ts';
import { groupRows } from '../../snapshot/grouped.ts';
import { growingFloats, growingIntegers } from '../../snapshot/growingArray.ts';
import type { Reading } from '../../snapshot/reading.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import type { CategoryColumn } from '../../table/table.ts';
import { readStageDecisions } from './stageDecisions.ts';
import type { StageMachine } from './stageMachine.ts';

/** Whom sales gave back as wrongly scored, and when, in no order. */
export interface WronglyScored {
  readonly contact: Int32Array;
  readonly at: Float64Array;
}

/** Reads whom sales gave back as wrongly scored before the run's instant, by the CRM and by what was typed. */
export async function readWronglyScored(
  reading: Reading,
  program: string,
  machine: StageMachine,
  contactOf: ReadonlyMap<string, number>,
): Promise<WronglyScored> {
  const contacts = growingIntegers();
  const instants = growingFloats();
  const add = (contact: number, at: number) => {
    contacts.push(contact);
    instants.push(at);
  };
  const decisions = await readStageDecisions(reading, contactOf);
  for (const { contact, stage, reason, at } of decisions.all()) {
    const given = (reason === null ? null : machine.returnOf(reason)) ?? machine.returnOf(stage);
    if (given?.kind === 'wrongly scored') add(contact, at);
  }
  await copyOut(
    reading.client,
    `SELECT contact_id, at FROM handraise.stage_transition
     WHERE program = ${pg.escapeLiteral(program)} AND run_id IS NULL AND cause = 'wrongly scored'`,
    (row) => {
      const contact = contactOf.get(row.text(0)!);
      const at = row.instant(1);
      if (contact !== undefined && at < reading.knownBefore) add(contact, at);
    },
  );
  return { contact: contacts.finish(), at: instants.finish() };
}

const levels = ['given back as wrongly scored', 'not given back'];

/**
 * Which snapshots sales spoke of: those of contacts that it gave back as wrongly scored within the horizon. Their labels stay what the outcomes say.
 *
 * @param horizon in microseconds
 * @returns null where there is none.
 */
export function givenBack(
  { contact, at }: WronglyScored,
  snapshots: Pick<Snapshots, 'rows' | 'contact' | 'asOf'>,
  contacts: number,
  horizon: number,
): CategoryColumn | null {
  if (contact.length === 0) return null;
  const { start, rows } = groupRows(contact, contacts);
  const codes = new Int32Array(snapshots.rows).fill(1);
  let found = 0;
  for (let row = 0; row < snapshots.rows; row++) {
    const of = snapshots.contact[row]!;
    const from = snapshots.asOf[row]!;
    for (let i = start[of]!; i < start[of + 1]!; i++) {
      const given = at[rows[i]!]!;
      if (given < from || given >= from + horizon) continue;
      codes[row] = 0;
      found++;
      break;
    }
  }
  return found === 0 ? null : { kind: 'category', name: 'given back', codes, levels };
}
