import type pg from 'pg';
import { burstEvents } from '../../crm/eventBurst.ts';
import type { Sources } from '../../crm/source.ts';
import { copyOut } from '../../database/copyOut.ts';
import type { Instant } from '../../time/instant.ts';
import { burstStatement } from './eventStatements.ts';
import type { EventSweep } from './eventSweep.ts';

/** Where events were folded, and of whom. */
export interface Recounted {
  readonly sweep: EventSweep;
  /** Of the sweep's contacts. */
  readonly ids: readonly string[];
}

/**
 * Counts every burst of a sweep as one event, as of each date at which that many of its events are known. Where cells rule bursts out,
 * as they mostly do, nothing is read.
 *
 * Cells tell of events of one instant only how many there are at most, and keep no instants; so the contacts that may have bursts have
 * their events read again.
 */
export async function recountBursts(
  client: pg.ClientBase,
  sources: Sources,
  knownBefore: Instant,
  { sweep, ids }: Recounted,
  signal?: AbortSignal,
): Promise<void> {
  const contacts = new Map(sweep.mayHaveBursts().map((contact) => [ids[contact]!, contact]));
  if (contacts.size === 0) return;
  let burst = '';
  let known = 0;
  await copyOut(
    client,
    burstStatement(sources, knownBefore, [...contacts.keys()]),
    (row) => {
      const [id, kind, occurredAt] = [row.text(0)!, row.text(1)!, row.instant(2)];
      const mine = JSON.stringify([id, kind, occurredAt]);
      if (mine !== burst) known = 0;
      burst = mine;
      const events = row.float(4);
      const counted = countedOf(known + events) - countedOf(known);
      known += events;
      sweep.recount(contacts.get(id)!, kind, occurredAt, row.instant(3), events, counted);
    },
    signal,
    'reading bursts of events',
  );
}

/** What so many events of one contact and kind in one instant count. */
function countedOf(events: number): number {
  return events < burstEvents ? events : 1;
}
