import { resolve } from 'node:path';
import { type EntityName, entityOf } from '../config/entity.ts';
import type { ImportOptions } from '../config/schema.ts';
import type { DatabaseHandle } from '../database/connection.ts';
import { requireRights } from '../database/rights.ts';
import { inTransaction } from '../database/transaction.ts';
import { HandraiseError } from '../errors.ts';
import { checkOptions, type NumberAttributes } from './import/importPlan.ts';
import { ImportRefusedError, type ImportResult } from './import/importResult.ts';
import { Load } from './import/load.ts';
import { RejectFile, type RejectOptions } from './import/rejectFile.ts';
import { Staging } from './import/staging.ts';
import { decoderOf } from './import/utf8Chunks.ts';
import { checkZone } from './zone.ts';

export { ImportRefusedError, type ImportResult } from './import/importResult.ts';

/**
 * Loads a CSV file into an entity's table of schema `handraise`, all in one transaction.
 *
 * Rows that can't be loaded go to the file of `rejects` with their line and every reason; `options.onBadRow` decides whether the
 * others are loaded or nothing is. A row whose key is there already replaces the columns the file has (attributes as a
 * whole) and leaves the others; of rows of the file with one key the first is taken, the others are rejected. Events
 * without an id get one made of contact, kind, time and value, so that importing a file twice adds nothing.
 *
 * The file is streamed: memory doesn't grow with it. Dates without an offset are read in `options.zone`; where a clock
 * was set back, an hour that occurs twice is the second one, and one that was skipped is moved forward (Postgres).
 *
 * @param rejects its file is written under a temporary name, then renamed; untouched when no row is rejected
 * @param onProgress bytes read so far, and in all
 * @param numbers what else the attributes hold that are declared as numbers is kept and counted
 * @throws ImportRefusedError (`data`) when rows are bad and `onBadRow` is `abort`, or all are bad
 * @throws HandraiseError `permission`, with the missing GRANT, before the file is read; `data` for a file without rows or headers, a record over 16 MiB or a quote that is never
 *   closed; `config` for options that can't be meant; `usage` when the file can't be found; database errors
 * @example
 * await importCsv(handle, 'contact', 'users.csv', importOptionsSchema.parse({ columns: { id: 'user' } }), {
 *   path: 'users.rejects.csv',
 *   words: rowProblemText,
 * });
 */
export async function importCsv(
  handle: DatabaseHandle,
  entity: EntityName,
  file: string,
  options: ImportOptions,
  rejects: RejectOptions,
  onProgress?: (read: number, total: number) => void,
  numbers: NumberAttributes = {},
): Promise<ImportResult> {
  checkOptions(entity, options);
  await checkZone(handle, options.zone);
  if (options.encoding !== undefined) decoderOf(options.encoding);
  if (resolve(rejects.path) === resolve(file))
    throw new HandraiseError('usage', `${rejects.path} is the file to import: name another one for rejected rows`);
  const { table } = entityOf(entity);
  await requireRights(handle, `importing ${entity}`, [
    { table, may: 'INSERT' },
    { table, may: 'UPDATE' },
    // The rows of the file are staged in one.
    { database: 'TEMPORARY' },
  ]);
  return inTransaction(handle, async (client) => {
    const rejected = new RejectFile(rejects);
    const load = new Load(file, entity, options, rejected, numbers);
    const records = load.records(onProgress);
    try {
      const plan = await load.readHeader(records);
      const staging = new Staging(handle, client, plan);
      await staging.create(options.zone);
      await staging.load(load.rows(records, plan));
      const repeated = await load.rejectRepeated(staging.repeatedKeys());
      if (load.read === 0) throw new HandraiseError('data', `${file} has a header but no rows`);
      const refused = load.rejected > 0 && (options.onBadRow === 'abort' || load.rejected === load.read);
      if (refused) throw new ImportRefusedError(file, load.result(plan, null, await rejected.commit()), rejects.words);
      const merged = await staging.merge(repeated);
      // Before the transaction ends, so that rows are never loaded without the account of those that are not.
      return load.result(plan, merged, await rejected.commit());
    } finally {
      await records.return(undefined);
      await rejected.discard();
    }
  });
}
