import type pg from 'pg';
import { copyIn } from '../../database/copyIn.ts';
import { databaseFailure } from '../../database/failure.ts';
import type { FollowedUp } from './followUp.ts';

const columns = [
  ...['contact_id', 'program', 'run_id', 'stage', 'handed_over_at', 'deadline', 'state', 'acted_at', 'tier'],
];

/** Writes how every hand-off of a program stands in place of what a run before wrote, in the caller's transaction. */
export async function writeServiceLevels(
  client: pg.ClientBase,
  followed: Iterable<FollowedUp>,
  of: {
    readonly program: string;
    readonly runId: string;
    readonly idOf: (contact: number) => string;
    readonly nameOf: (stage: number) => string;
  },
  signal: AbortSignal | undefined,
): Promise<void> {
  await client.query('DELETE FROM handraise.service_level WHERE program = $1', [of.program]).catch((error: unknown) => {
    throw databaseFailure(error, 'replacing the service levels');
  });
  await copyIn(
    client,
    { schema: 'handraise', table: 'service_level', columns },
    function* (write) {
      for (const { contact, stage, handedOverAt, deadline, state, actedAt, tier } of followed) {
        write.text(of.idOf(contact));
        write.text(of.program);
        write.text(of.runId);
        write.text(of.nameOf(stage));
        write.instant(handedOverAt);
        write.instant(deadline);
        write.text(state);
        write.instant(actedAt);
        write.text(tier);
        yield;
      }
    },
    signal,
  );
}
