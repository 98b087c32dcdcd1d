import type pg from 'pg';
import { databaseFailure } from './failure.ts';

/** Rows that the server expects a SELECT to give, by its statistics; nothing of it is run. */
export async function estimatedRows(client: pg.ClientBase, statement: string): Promise<number> {
  try {
    const { rows } = await client.query<{
      'QUERY PLAN': readonly [{ readonly Plan: { readonly 'Plan Rows': number } }];
    }>(`EXPLAIN (FORMAT JSON) ${statement}`);
    return rows[0]!['QUERY PLAN'][0].Plan['Plan Rows'];
  } catch (error) {
    throw databaseFailure(error, 'asking how many rows there are');
  }
}
