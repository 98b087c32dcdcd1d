import type pg from 'pg';
import type { Sources } from '../../crm/source.ts';
import { copyOut } from '../../database/copyOut.ts';
import { instantSql } from '../../database/instantSql.ts';
import type { Population } from '../../snapshot/population.ts';
import { indexOfIds } from '../../snapshot/reading.ts';
import type { Instant } from '../../time/instant.ts';

/** One of several parts of the contacts whose events are folded apart; people of one account are in the same part. */
export interface Partition {
  readonly index: number;
  readonly of: number;
}

/** Bits of a hash that partitions are told apart by: what is positive in an int8 and exact in a float8. */
const hashMask = 2 ** 31 - 1;

/** SELECT of id, account_id and the hash of the unit, of every row of a contact known before the instant. */
function hashStatement(sources: Sources, knownBefore: Instant): string {
  return `SELECT id, account_id, hashtextextended(coalesce(nullif(account_id, ''), id), 0) & ${hashMask} AS hash
    FROM (${sources.select('contact')}) AS contact
    WHERE id IS NOT NULL AND isfinite(created_at) AND created_at < ${instantSql(knownBefore)}`;
}

/** SELECT of the ids of the contacts of a partition, and perhaps of some others of which the CRM has several rows. */
export function idsOfPartition(sources: Sources, knownBefore: Instant, { index, of }: Partition): string {
  return `SELECT DISTINCT id FROM (${hashStatement(sources, knownBefore)}) AS hashed WHERE hash % ${of} = ${index}`;
}

/** SELECT of the ids of all contacts. */
export function idsOfAll(sources: Sources, knownBefore: Instant): string {
  return `SELECT DISTINCT id FROM (${hashStatement(sources, knownBefore)}) AS hashed`;
}

/** SELECT of id, account_id and the hash that tells the partition, of every row of a contact. */
export function unitHashStatement(sources: Sources, knownBefore: Instant): string {
  return `SELECT id, account_id, hash::float8 FROM (${hashStatement(sources, knownBefore)}) AS hashed`;
}

/** Which contacts belong to which partition. */
export interface ContactPartitions {
  /** Partition of each contact. */
  readonly of: Int32Array;
  /** By partition, contacts of others that have a row of theirs there: what is read for the partition may hold their events too. */
  readonly strays: ReadonlyMap<number, ReadonlySet<number>>;
}

/**
 * Partition of each contact: that of the hash of its account, else of its own id, as the database computes it.
 *
 * Where the CRM has several rows of a contact, that of the account it is taken to belong to decides.
 */
export async function partitionOfContacts(
  client: pg.ClientBase,
  sources: Sources,
  { contacts, accounts }: Pick<Population, 'contacts' | 'accounts'>,
  knownBefore: Instant,
  partitions: number,
  signal?: AbortSignal,
): Promise<ContactPartitions> {
  const positionOf = indexOfIds(contacts.ids);
  const hashes = new Float64Array(contacts.ids.length).fill(Number.POSITIVE_INFINITY);
  const first = new Int32Array(contacts.ids.length).fill(-1);
  const several = new Map<number, Set<number>>();
  await copyOut(
    client,
    unitHashStatement(sources, knownBefore),
    (row) => {
      const contact = positionOf.get(row.text(0)!);
      if (contact === undefined) return;
      const hash = row.float(2);
      const partition = hash % partitions;
      if (first[contact] === -1) first[contact] = partition;
      else if (first[contact] !== partition)
        several.set(contact, (several.get(contact) ?? new Set([first[contact]!])).add(partition));
      const account = contacts.account[contact]!;
      if (account >= 0 && accounts.ids[account] !== row.text(1)) return;
      hashes[contact] = Math.min(hashes[contact]!, hash);
    },
    signal,
  );
  const of = Int32Array.from(hashes, (hash) => hash % partitions);
  return { of, strays: straysOf(of, several) };
}

function straysOf(
  of: Int32Array,
  several: ReadonlyMap<number, ReadonlySet<number>>,
): ReadonlyMap<number, ReadonlySet<number>> {
  const strays = new Map<number, Set<number>>();
  for (const [contact, found] of several)
    for (const partition of found)
      if (partition !== of[contact]) strays.set(partition, (strays.get(partition) ?? new Set()).add(contact));
  return strays;
}
