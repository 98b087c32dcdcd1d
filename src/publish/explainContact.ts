import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { HandraiseError } from '../errors.ts';
import type { RankedContact } from '../ranking/ranking.ts';
import { contactColumns, contactOf } from './candidateRow.ts';
import { type CriterionEvidence, publishedEvidence } from './publishedEvidence.ts';
import { type PublishedRun, publishedRunOf, selectPublishedRun } from './publishedRun.ts';

/** Why a contact has its score: the run and the model that gave it, with every contribution. */
export interface ContactExplanation {
  readonly run: PublishedRun;
  readonly contact: RankedContact;
  /** What is known of each criterion; empty where the program has none. */
  readonly evidence: readonly CriterionEvidence[];
}

/**
 * Why a contact stands where it does in the published ranking.
 *
 * @throws HandraiseError `data` when the contact is not on the list.
 */
export async function explainContact(
  handle: DatabaseHandle,
  program: string,
  contactId: string,
): Promise<ContactExplanation> {
  const row = await selectPublishedRun(handle)
    .innerJoin('handraise.candidate as c', 'c.program', 'p.program')
    .select(contactColumns)
    .where('p.program', '=', program)
    .where('c.contact_id', '=', contactId)
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading a published contact');
    });
  if (!row)
    throw new HandraiseError('data', `contact ${JSON.stringify(contactId)} is not on the list of program ${program}`, {
      hint: 'handraise report writes a page that says who is left out, and why',
    });
  const evidence = await publishedEvidence(handle, program, [contactId]);
  return { run: publishedRunOf(row), contact: contactOf(row), evidence: evidence.get(contactId) ?? [] };
}
