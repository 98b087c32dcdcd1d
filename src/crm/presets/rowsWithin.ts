import type pg from 'pg';
import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure, hasState } from '../../database/failure.ts';
import { inSnapshot } from '../../database/transaction.ts';

const tooLong = '57014';
const cannotBeSampled = '42809';

/**
 * Rows of a statement; undefined when it takes longer than the deadline, or samples what cannot be sampled.
 *
 * @param deadline milliseconds
 * @param doing what is being done, for the message: `listing what may be a raised hand`
 * @throws HandraiseError of whatever else the database fails with.
 */
export async function rowsWithin<Row extends pg.QueryResultRow>(
  handle: DatabaseHandle,
  query: string,
  deadline: number,
  doing: string,
): Promise<readonly Row[] | undefined> {
  try {
    return await inSnapshot(handle, async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${deadline}`);
      return (await client.query<Row>(query)).rows;
    });
  } catch (error) {
    if (hasState(error, tooLong) || hasState(error, cannotBeSampled)) return undefined;
    throw databaseFailure(error, doing);
  }
}
