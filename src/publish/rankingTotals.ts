import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';

interface RankingTotals {
  readonly contacts: number;
  readonly accounts: number;
  /** Sum of the contacts' probabilities. */
  readonly expectedConversions: number;
  /** The same of the contacts that are worked: all but those who are held off the list. */
  readonly worked: { readonly contacts: number; readonly expectedConversions: number };
}

/** How long a program's published lists are, and how many conversions they promise. */
export async function rankingTotals(handle: DatabaseHandle, program: string): Promise<RankingTotals> {
  const failed = (error: unknown): never => {
    throw databaseFailure(error, 'counting what is published');
  };
  const contacts = await handle.kysely
    .selectFrom('handraise.candidate')
    .select(({ fn }) => [
      fn.countAll<string>().as('rows'),
      fn.sum<number | null>('probability').as('expected'),
      fn.count<string>('position').as('worked'),
      fn.sum<number | null>('probability').filterWhere('position', 'is not', null).as('expected_of_worked'),
    ])
    .where('program', '=', program)
    .executeTakeFirstOrThrow()
    .catch(failed);
  const accounts = await handle.kysely
    .selectFrom('handraise.account_candidate')
    .select(({ fn }) => fn.countAll<string>().as('rows'))
    .where('program', '=', program)
    .executeTakeFirstOrThrow()
    .catch(failed);
  return {
    contacts: Number(contacts.rows),
    accounts: Number(accounts.rows),
    expectedConversions: Number(contacts.expected ?? 0),
    worked: { contacts: Number(contacts.worked), expectedConversions: Number(contacts.expected_of_worked ?? 0) },
  };
}
