import { sql } from 'kysely';
import type { Config } from '../config/schema.ts';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { HandraiseError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import type { Instant } from '../time/instant.ts';
import { parseInstant } from '../time/instant.ts';

/** What every stage works with: the database, the configuration, and where files go. */
export interface Workbench {
  readonly handle: DatabaseHandle;
  readonly config: Config;
  /** Folders of the model artefacts and of the reports, absolute. */
  readonly models: string;
  readonly reports: string;
  /** Bytes that features may take; a quarter of the machine is a good choice. */
  readonly memoryBudget: number;
  /** Partitions of the contacts whose events are folded at a time, where they do not fit the memory together. */
  readonly threads: number;
  /** Milliseconds from any moment on, never backwards; only a search with a budget in minutes asks. */
  readonly clock: () => number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * The instant to work as of: the one asked for, or the configuration's, or now.
 *
 * @throws HandraiseError `usage` for one in the future, of which nothing can be known yet.
 */
export async function asOfOrNow(
  { handle, config }: Pick<Workbench, 'handle' | 'config'>,
  named: Instant | undefined,
): Promise<Instant> {
  const now = await databaseNow(handle);
  const asked = named ?? (config.asOf === undefined ? undefined : parseInstant(config.asOf));
  if (asked !== undefined && asked > now)
    throw new HandraiseError('usage', `${new Date(asked / 1000).toISOString()} lies in the future`, {
      hint: named === undefined ? 'correct asOf of the configuration' : 'leave --as-of out to work as of now',
    });
  return asked ?? now;
}

/** The database's time: one clock for every machine that works on it. */
export async function databaseNow(handle: DatabaseHandle): Promise<Instant> {
  try {
    const { rows } = await sql<{ micros: string }>`
      SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micros`.execute(handle.kysely);
    return Number(rows[0]?.micros);
  } catch (error) {
    throw databaseFailure(error, 'asking for the time');
  }
}
