import type pg from 'pg';
import type { Qualification } from '../../config/qualification.ts';
import { copyIn } from '../../database/copyIn.ts';
import { timestampText } from '../../time/instant.ts';
import type { Evidence } from './evidence.ts';
import type { JudgedPiece } from './piece.ts';

/** Characters of a value that are kept to be shown: a note may be long. */
const shown = 300;

const columns = [
  ...['unit_id', 'program', 'run_id', 'contact_id', 'criterion', 'state', 'met', 'value', 'source', 'dated'],
  ...['expires', 'pieces'],
];

/** A contact of the list: its index in the population, and what its rows are kept by. */
export interface EvidenceOwner {
  readonly contact: number;
  readonly contactId: string;
  readonly unitId: string;
}

/** Writes what a run found of each criterion of the contacts of its list, where anything was ever said; in the caller's transaction. */
export async function writeEvidence(
  client: pg.ClientBase,
  of: { readonly program: string; readonly runId: string; readonly qualification: Qualification },
  evidence: Evidence,
  owners: Iterable<EvidenceOwner>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { program, runId, qualification } = of;
  const { criteria, required } = evidence.rules;
  await client.query(
    `INSERT INTO handraise.criterion (program, run_id, criterion, place, meaning, required)
     SELECT $1, $2, criterion, place, meaning, required
     FROM unnest($3::text[], $4::text[], $5::boolean[]) WITH ORDINALITY AS c (criterion, meaning, required, place)`,
    [
      ...[program, runId, criteria],
      criteria.map((name) => qualification.criteria[name]?.meaning ?? null),
      criteria.map((_, i) => required.includes(i)),
    ],
  );
  await copyIn(
    client,
    { schema: 'handraise', table: 'ranked_evidence', columns },
    function* (write) {
      for (const { contact, contactId, unitId } of owners)
        for (const [i, { state, met, pieces }] of evidence.findings(contact).entries()) {
          if (pieces.length === 0) continue;
          const newest = pieces.find(({ expired }) => !expired) ?? pieces[0]!;
          write.text(unitId);
          write.text(program);
          write.text(runId);
          write.text(contactId);
          write.text(criteria[i]!);
          write.text(state);
          write.boolean(met);
          write.text(newest.value.slice(0, shown).toWellFormed());
          write.text(newest.source);
          write.instant(newest.dated);
          write.instant(Number.isFinite(newest.expires) ? newest.expires : Number.NaN);
          write.json(pieces.map(storedPiece));
          yield;
        }
    },
    signal,
  );
}

function storedPiece({ says, value, source, dated, expires, expired }: JudgedPiece) {
  return {
    ...{ says, value: value.slice(0, shown).toWellFormed(), source, expired },
    dated: Number.isNaN(dated) ? null : timestampText(dated),
    expires: Number.isFinite(expires) ? timestampText(expires) : null,
  };
}
