import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';

/** Where a record that is only ever added to is not what it was when its rows were sealed. */
export interface RecordFinding {
  readonly kind: 'changed entry' | 'entry out of order' | 'removed entry' | 'added entry';
  readonly program: string;
  /** Number of the row, or of the row beside the place. */
  readonly name: string;
  readonly sentence: string;
  /** Only a person can say what was there. */
  readonly repair: null;
}

/** A table whose rows handraise.seal() seals, and the column that numbers them. */
interface SealedTable {
  readonly table: string;
  readonly number: string;
  /** What one row is, for the reader. */
  readonly row: string;
}

const sealedTables: readonly SealedTable[] = [
  { table: 'decision', number: 'decision_id', row: 'decision' },
  { table: 'accepted_gate', number: 'acceptance_id', row: 'accepted gate' },
];

interface Entry {
  readonly program: string;
  readonly number: string;
  readonly previous_hash: string;
  readonly hash: string;
  /** What the hash of the row as it is now would be. */
  readonly computed: string;
}

interface Head {
  readonly program: string;
  readonly hash: string;
}

/**
 * Checks the records of every program against the hashes their rows were sealed with.
 *
 * @returns rows that were changed, moved, removed or added past the trigger, in the order of programs and rows; none where all is as it was.
 */
export async function inspectRecords(handle: DatabaseHandle): Promise<readonly RecordFinding[]> {
  const findings: RecordFinding[] = [];
  for (const sealed of sealedTables) {
    const { entries, heads } = await readRecord(handle, sealed);
    for (const program of [...new Set([...entries.keys(), ...heads.keys()])].sort())
      findings.push(...findingsOf(sealed, program, entries.get(program) ?? [], heads.get(program)));
  }
  return findings;
}

async function readRecord(handle: DatabaseHandle, { table, number }: SealedTable) {
  try {
    const entries = await handle.pool.query<Entry>(
      `SELECT program, ${number}::text AS number, previous_hash, hash,
              handraise.entry_hash(to_jsonb(entry) - '${number}', previous_hash) AS computed
       FROM handraise.${table} AS entry ORDER BY program, entry.${number}`,
    );
    const heads = await handle.pool.query<Head>('SELECT program, hash FROM handraise.record_head WHERE record = $1', [
      table,
    ]);
    return {
      entries: Map.groupBy(entries.rows, ({ program }) => program),
      heads: new Map(heads.rows.map((head) => [head.program, head])),
    };
  } catch (error) {
    throw databaseFailure(error, `reading handraise.${table}`);
  }
}

function findingsOf(
  { row }: SealedTable,
  program: string,
  entries: readonly Entry[],
  head: Head | undefined,
): readonly RecordFinding[] {
  const findings: RecordFinding[] = [];
  const found = (kind: RecordFinding['kind'], name: string, sentence: string) =>
    findings.push({ kind, program, name, sentence, repair: null });
  const hashes = new Set(entries.map(({ hash }) => hash));
  let before = '';
  for (const { number, previous_hash, hash, computed } of entries) {
    const name = `${row} ${number}`;
    if (hash !== computed) found('changed entry', number, `${name} was changed after it was recorded.`);
    else if (previous_hash !== before && (previous_hash === '' || hashes.has(previous_hash)))
      found('entry out of order', number, `${name} does not stand where it was recorded.`);
    else if (previous_hash !== before)
      found('removed entry', number, `what stood before ${name} was removed or replaced.`);
    before = hash;
  }
  if (findings.length > 0 || (head?.hash ?? '') === before) return findings;
  const last = entries.at(-1)?.number;
  if (last === undefined) found('removed entry', '0', `every ${row} of ${program} was removed.`);
  else if (head !== undefined && !hashes.has(head.hash))
    found('removed entry', last, `${row} ${last} was replaced, or what was recorded after it was removed.`);
  else found('added entry', last, `${row} ${last} was written past the record.`);
  return findings;
}
