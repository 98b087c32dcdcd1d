import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { type Notice, notice } from '../notice/notice.ts';

/** Where a record that is only ever added to is not what it was when its rows were sealed. */
export type RecordFinding = Notice<'entry-changed' | 'entry-out-of-order' | 'entry-removed' | 'entry-added'> & {
  /** Only a person can say what was there. */
  readonly repair: null;
};

/** A table whose rows handraise.seal() seals, and the column that numbers them. */
interface SealedTable {
  readonly table: string;
  readonly number: string;
  readonly record: 'decision' | 'accepted gate';
}

const sealedTables: readonly SealedTable[] = [
  { table: 'decision', number: 'decision_id', record: 'decision' },
  { table: 'accepted_gate', number: 'acceptance_id', record: 'accepted gate' },
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
  { record }: SealedTable,
  program: string,
  entries: readonly Entry[],
  head: Head | undefined,
): readonly RecordFinding[] {
  const findings: RecordFinding[] = [];
  const at = (number: string) => ({ program, record, number });
  const add = (found: Notice<RecordFinding['kind']>) => findings.push({ ...found, repair: null });
  const hashes = new Set(entries.map(({ hash }) => hash));
  let before = '';
  for (const { number, previous_hash, hash, computed } of entries) {
    if (hash !== computed) add(notice('entry-changed', at(number)));
    else if (previous_hash !== before && (previous_hash === '' || hashes.has(previous_hash)))
      add(notice('entry-out-of-order', at(number)));
    else if (previous_hash !== before) add(notice('entry-removed', { ...at(number), where: 'before' }));
    before = hash;
  }
  if (findings.length > 0 || (head?.hash ?? '') === before) return findings;
  const last = entries.at(-1)?.number;
  if (last === undefined) add(notice('entry-removed', { ...at('0'), where: 'all' }));
  else if (head !== undefined && !hashes.has(head.hash)) add(notice('entry-removed', { ...at(last), where: 'after' }));
  else add(notice('entry-added', at(last)));
  return findings;
}
