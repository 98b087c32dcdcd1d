import type pg from 'pg';
import { databaseFailure } from './failure.ts';

/**
 * How many rows the server expects a SELECT to give, by its statistics; the statement is not run.
 *
 * @throws HandraiseError as `databaseFailure`.
 */
export async function expectedRows(client: pg.ClientBase, statement: string): Promise<number> {
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      `EXPLAIN (FORMAT JSON) ${statement}`,
    );
    return rows[0]!['QUERY PLAN'][0].Plan['Plan Rows'];
  } catch (error) {
    throw databaseFailure(error, 'asking what a statement takes');
  }
}
