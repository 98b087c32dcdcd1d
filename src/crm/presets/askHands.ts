import type { DatabaseHandle } from '../../database/connection.ts';
import { type Candidate, type Hands, raisedHandRows, takenHands } from './hands.ts';
import type { Landing, Preset } from './preset.ts';
import { raisedHandOf } from './raisedHand.ts';
import { rowsWithin } from './rowsWithin.ts';

/** How long the counting of candidates may take, in milliseconds, before a sample is counted instead. */
const countingDeadline = 60_000;

/** One block of rows in a hundred; the same ones each time. */
const sample = ' TABLESAMPLE SYSTEM (1) REPEATABLE (1)';
const sampledShare = 0.01;

const doing = 'listing what may be a raised hand';

interface Row {
  readonly key: string | null;
  readonly name: string | null;
  readonly times: string | number | null;
  readonly contacts: string | number | null;
}

/**
 * Asks the data by what a hand may be raised, and takes those whose name says so; undefined where the preset, or what
 * it found, has no candidates to offer.
 *
 * All rows are counted unless that takes longer than the deadline; then a sample of them is or, of a view, nothing.
 *
 * @throws HandraiseError of whatever the database fails with.
 */
export async function askHands(
  handle: DatabaseHandle,
  preset: Preset,
  landing: Landing,
  deadline = countingDeadline,
): Promise<Hands | undefined> {
  const asked = preset.candidates?.(landing, '');
  if (asked === undefined) return undefined;
  const { what, query } = asked;
  const hands = (counted: Hands['counted'], rows: readonly Row[], share: number): Hands => {
    const candidates = candidatesOf(rows, share);
    return { what, counted, query, candidates, rows: raisedHandRows(takenHands(candidates)) };
  };
  const all = await rowsWithin<Row>(handle, query, deadline, doing);
  if (all) return hands('all', all, 1);
  const sampled = preset.candidates?.(landing, sample);
  const some = sampled && (await rowsWithin<Row>(handle, sampled.query, deadline, doing));
  return some ? hands('sample', some, sampledShare) : hands('nothing', [], 1);
}

function candidatesOf(rows: readonly Row[], share: number): Candidate[] {
  return rows
    .flatMap(({ key, name, times, contacts }): Candidate[] => {
      if (key === null || key === '') return [];
      const called = name === null || name.trim() === '' ? key : name.trim();
      return [
        {
          key,
          name: called,
          times: Math.round(Number(times ?? 0) / share),
          contacts: share === 1 ? Number(contacts ?? 0) : null,
          kind: raisedHandOf(called),
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(a.kind === null) - Number(b.kind === null) ||
        b.times - a.times ||
        (a.key < b.key ? -1 : Number(a.key > b.key)),
    );
}
