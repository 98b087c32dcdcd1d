import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure } from '../../database/failure.ts';

/** How published probabilities compare with the true ones that only the inventor of the company knows. */
export interface TruthMatch {
  readonly contacts: number;
  /** Pearson's correlation; the hidden state of interest can't be seen whole, so 1 is out of reach. */
  readonly correlation: number;
  readonly meanPublished: number;
  readonly meanTrue: number;
  /** Tenths of the list from the top: what was published and what is true. */
  readonly deciles: readonly { readonly published: number; readonly true: number }[];
}

/** Compares a program's published list with the truth. */
export async function matchWithTruth(
  handle: DatabaseHandle,
  program: string,
  trueProbability: (contactId: string) => number,
): Promise<TruthMatch> {
  const contacts = await handle.kysely
    .selectFrom('handraise.candidate')
    .select(['contact_id', 'probability'])
    .where('program', '=', program)
    .orderBy('rank')
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading what was published');
    });
  const published = contacts.map((contact) => contact.probability);
  const truth = contacts.map((contact) => trueProbability(contact.contact_id));
  const decile = (values: readonly number[], tenth: number) =>
    mean(values.slice(Math.floor((tenth * values.length) / 10), Math.floor(((tenth + 1) * values.length) / 10)));
  return {
    contacts: contacts.length,
    correlation: correlation(published, truth),
    meanPublished: mean(published),
    meanTrue: mean(truth),
    deciles: Array.from({ length: 10 }, (_, tenth) => ({
      published: decile(published, tenth),
      true: decile(truth, tenth),
    })),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const meanX = mean(x);
  const meanY = mean(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - meanX) * (y[i]! - meanY);
    xx += (x[i]! - meanX) ** 2;
    yy += (y[i]! - meanY) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
