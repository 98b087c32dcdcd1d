import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure } from '../../database/failure.ts';
import { inSnapshot } from '../../database/transaction.ts';
import { errorCodeOf } from '../../systemFailure.ts';
import { type Candidate, type Hands, raisedHandRows, takenHands } from './hands.ts';
import type { Landing, Preset } from './preset.ts';
import { raisedHandOf } from './raisedHand.ts';

/** How long the counting of candidates may take, in milliseconds, before a sample is counted instead. */
const countingDeadline = 60_000;

/** One block of rows in a hundred; the same ones each time. */
const sample = ' TABLESAMPLE SYSTEM (1) REPEATABLE (1)';
const sampledShare = 0.01;

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
  const all = await rowsWithin(handle, query, deadline);
  if (all) return hands('all', all, 1);
  const sampled = preset.candidates?.(landing, sample);
  const some = sampled && (await rowsWithin(handle, sampled.query, deadline));
  return some ? hands('sample', some, sampledShare) : hands('nothing', [], 1);
}

const tooLong = '57014';
const cannotBeSampled = '42809';

/** Undefined when the statement takes too long, or samples what cannot be sampled. */
async function rowsWithin(
  handle: DatabaseHandle,
  query: string,
  deadline: number,
): Promise<readonly Row[] | undefined> {
  try {
    return await inSnapshot(handle, async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${deadline}`);
      return (await client.query<Row>(query)).rows;
    });
  } catch (error) {
    if (hasState(error, tooLong) || hasState(error, cannotBeSampled)) return undefined;
    throw databaseFailure(error, 'listing what may be a raised hand');
  }
}

function hasState(error: unknown, state: string): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (errorCodeOf(cause) === state) return true;
  return false;
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
