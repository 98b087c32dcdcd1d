import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { type Instant, parseInstant } from '../time/instant.ts';

/** One thing that was said of a criterion. */
export interface EvidencePiece {
  readonly says: 'met' | 'not met' | 'neither';
  readonly value: string;
  /** Where it comes from, such as `answer:budget`. */
  readonly source: string;
  /** When it was said; null where that is not known. */
  readonly dated: Instant | null;
  /** When it stops to count; null for never. */
  readonly expires: Instant | null;
  readonly expired: boolean;
}

/** What the published run found of one criterion of a contact. */
export interface CriterionEvidence {
  readonly criterion: string;
  /** What a marketer calls it; null where the program does not say. */
  readonly meaning: string | null;
  readonly required: boolean;
  readonly state: 'known' | 'unknown' | 'contradicted';
  /** Whether it is met; null unless known. */
  readonly met: boolean | null;
  /** Days since the newest evidence; null where that is not known, or there is none. */
  readonly ageDays: number | null;
  /** All evidence, the newest first. */
  readonly pieces: readonly EvidencePiece[];
}

type StoredPiece = Omit<EvidencePiece, 'dated' | 'expires'> & {
  readonly dated: string | null;
  readonly expires: string | null;
};

/**
 * What a program's published run found of the criteria of some contacts, in the order of the framework; contacts of which it tells nothing
 * are absent.
 */
export async function publishedEvidence(
  handle: DatabaseHandle,
  program: string,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CriterionEvidence[]>> {
  const rows = await handle.kysely
    .selectFrom('handraise.evidence as e')
    .innerJoin('handraise.criterion as k', (join) =>
      join
        .onRef('k.program', '=', 'e.program')
        .onRef('k.run_id', '=', 'e.run_id')
        .onRef('k.criterion', '=', 'e.criterion'),
    )
    .select(['e.contact_id', 'e.criterion', 'k.meaning', 'e.required', 'e.state', 'e.met', 'e.age_days', 'e.pieces'])
    .where('e.program', '=', program)
    .where('e.contact_id', '=', sql<string>`ANY(${contactIds}::text[])`)
    .orderBy('e.place')
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the evidence');
    });
  const found = new Map<string, CriterionEvidence[]>();
  for (const row of rows) {
    const { criterion, meaning, required, state, met, age_days: ageDays } = row;
    const pieces = (row.pieces as readonly StoredPiece[]).map((piece) => ({
      ...piece,
      dated: piece.dated === null ? null : parseInstant(piece.dated),
      expires: piece.expires === null ? null : parseInstant(piece.expires),
    }));
    const own = found.get(row.contact_id);
    const evidence = { criterion, meaning, required, state, met, ageDays, pieces };
    if (own === undefined) found.set(row.contact_id, [evidence]);
    else own.push(evidence);
  }
  return found;
}
