import type { HeldBy, NextQuestion, Override, Standing } from '../ranking/standing.ts';
import { parseInstant, timestampText } from '../time/instant.ts';

/** An override as the views hold it: instants as ISO texts. */
interface StoredOverride extends Omit<Override, 'since' | 'until'> {
  readonly since: string;
  readonly until: string | null;
}

/** An override as it is written into a row. */
export function storedOverride({ since, until, ...rest }: Override): StoredOverride {
  return { ...rest, since: timestampText(since), until: until === null ? null : timestampText(until) };
}

/** The columns of `handraise.candidate` that hold a standing. */
export interface StandingRow {
  readonly position: number | null;
  readonly held_by: unknown;
  readonly stage: string | null;
  readonly fit: number | null;
  readonly grid: string | null;
  readonly override: unknown;
  readonly segment: string | null;
  readonly next_question: unknown;
}

/** The standing in a row of `handraise.candidate`. */
export function standingOf(row: StandingRow): Standing {
  const override = row.override as StoredOverride | null;
  return {
    position: row.position,
    heldBy: row.held_by as readonly HeldBy[],
    stage: row.stage,
    fit: row.fit,
    grid: row.grid,
    override: override && {
      ...override,
      since: parseInstant(override.since),
      until: override.until === null ? null : parseInstant(override.until),
    },
    segment: row.segment,
    nextQuestion: row.next_question as NextQuestion | null,
  };
}
