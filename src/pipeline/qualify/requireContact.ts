import pg from 'pg';
import { probeSources } from '../../crm/source.ts';
import { databaseFailure } from '../../database/failure.ts';
import { HandraiseError } from '../../errors.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/**
 * Makes sure that the CRM has a contact before something is recorded of it: a mistyped id would be recorded and never count.
 *
 * @throws HandraiseError `data` where it has none of that id.
 */
export async function requireContact({ handle, config }: Workbench, contactId: string): Promise<void> {
  const sources = await probeSources(handle, config.source);
  const statement = `SELECT 1 AS found FROM (${sources.select('contact')}) AS source WHERE id = ${pg.escapeLiteral(contactId)} LIMIT 1`;
  const { rows } = await handle.pool.query(statement).catch((error: unknown) => {
    throw databaseFailure(error, 'looking for the contact');
  });
  if (rows.length === 0)
    throw new HandraiseError('data', `there is no contact ${JSON.stringify(contactId)} in the CRM`, {
      hint: 'give its id as source.contact maps it; contact_id of handraise.candidate is the same',
    });
}
