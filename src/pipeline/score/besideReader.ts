import type pg from 'pg';
import type { Program } from '../../config/schema.ts';
import type { Sources } from '../../crm/source.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { whoFeatures } from '../../features/engine/whoFeatures.ts';
import { accountsBeside } from '../../qualification/activity/accountsBeside.ts';
import { type RecentActivity, readRecentActivity } from '../../qualification/activity/recentActivity.ts';
import { type FitColumns, fitColumns } from '../../qualification/profile/fitColumns.ts';
import type { Profile } from '../../qualification/profile/profile.ts';
import { readProfile } from '../../qualification/profile/readProfile.ts';
import type { AccountBeside } from '../../ranking/accountBeside.ts';
import type { Population } from '../../snapshot/population.ts';
import type { Instant } from '../../time/instant.ts';
import type { Extract } from '../extract/extract.ts';

/** Reads what people did lately, and the profile of a program, for what stands beside the probabilities of a scoring. */
export class BesideReader {
  readonly #program: Program;
  readonly #asOf: Instant;
  #recent: RecentActivity | null = null;
  #profile: Profile | null = null;

  constructor(program: Program, asOf: Instant) {
    this.#program = program;
    this.#asOf = asOf;
  }

  /** In the extract's transaction; begun again with it. */
  async read(client: pg.ClientBase, sources: Sources, population: Population): Promise<void> {
    const exclude = this.#program.exclude.eventKinds;
    this.#recent = await readRecentActivity(client, sources, population, { exclude, asOf: this.#asOf });
  }

  /** Reads the latest profile. @throws HandraiseError `data` for one that is not what was written. */
  async load(handle: DatabaseHandle, program: string): Promise<void> {
    this.#profile = await readProfile(handle, program);
  }

  /** How each row fits the profile; null where there is none. */
  fit(read: Extract): FitColumns | null {
    if (this.#profile === null) return null;
    const { columns } = whoFeatures(read, read.features).table;
    const recent = this.#recent;
    const { contact, rows } = read.snapshots;
    const daysSince = (row: number) => recent?.daysSince[contact[row]!] ?? Number.POSITIVE_INFINITY;
    return fitColumns(this.#profile, columns, rows, daysSince);
  }

  /** What stands beside the probability of each account. */
  accounts(population: Population): (account: number) => AccountBeside {
    return accountsBeside(population, this.#recent, this.#profile?.buyingGroup ?? null, this.#asOf);
  }
}
