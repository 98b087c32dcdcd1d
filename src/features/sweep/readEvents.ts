import type pg from 'pg';
import type { Sources } from '../../crm/source.ts';
import { copyOut } from '../../database/copyOut.ts';
import { EventFingerprint } from './eventFingerprint.ts';
import type { EventKinds } from './eventKinds.ts';
import { eventStatement } from './eventStatements.ts';
import { type EventSweep, eventAnomalies } from './eventSweep.ts';
import { IdIndex } from './idIndex.ts';

const column = { contact: 0, occurredAt: 1, ingestedAt: 2, kind: 3, value: 4 } as const;
const columns = 5;
const progressEvery = 100_000;

/**
 * Streams every event through the sweep and finishes it.
 *
 * @returns how many rows were read, duplicates merged, and their fingerprint.
 */
export async function readEvents(of: {
  readonly client: pg.PoolClient;
  readonly sources: Sources;
  readonly contactIds: readonly string[];
  readonly kinds: EventKinds;
  readonly sweep: EventSweep;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((events: number) => void) | undefined;
}): Promise<{ readonly rows: number; readonly fingerprint: string }> {
  const { sweep, kinds } = of;
  const contacts = new IdIndex(of.contactIds);
  const known = new IdIndex(kinds.names);
  const excluded = new IdIndex(kinds.excluded);
  const fingerprint = new EventFingerprint();
  let rows = 0;
  await copyOut(
    of.client,
    eventStatement(of.sources),
    (row) => {
      fingerprint.add(row, columns);
      if (++rows % progressEvery === 0) of.onProgress?.(rows);
      if (row.isNull(column.kind)) return sweep.anomalies.add(eventAnomalies.unkinded);
      const { bytes } = row;
      const kindFrom = row.start(column.kind);
      const kindTo = row.end(column.kind);
      if (excluded.find(bytes, kindFrom, kindTo) >= 0) return;
      const kind = known.find(bytes, kindFrom, kindTo);
      const contact = row.isNull(column.contact)
        ? -1
        : contacts.find(bytes, row.start(column.contact), row.end(column.contact));
      const value = row.float(column.value);
      // A NaN that is stored is a bad value, not a missing one.
      const bad = Number.isNaN(value) && !row.isNull(column.value);
      sweep.add(
        contact,
        row.instant(column.occurredAt),
        row.instant(column.ingestedAt),
        kind < 0 ? kinds.names.length : kind,
        bad ? Number.POSITIVE_INFINITY : value,
      );
    },
    of.signal,
  );
  sweep.finish();
  of.onProgress?.(rows);
  return { rows, fingerprint: fingerprint.digest() };
}
