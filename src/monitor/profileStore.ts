import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Instant } from '../time/instant.ts';
import type { AcceptedGate } from './acceptedGates.ts';
import { keptKinds } from './eventVolume.ts';
import { type Profile, profileVersion, type RunProfile } from './profile.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** A profile as kept, and the run it is of. */
export interface KeptProfile {
  readonly runId: string;
  readonly kind: 'train' | 'score' | 'recalibrate';
  readonly profile: RunProfile;
}

/** What a scoring is compared with. */
export interface References {
  /** Scorings that were published, of as-of instants at or before the scoring's: the latest first. */
  readonly before: readonly KeptProfile[];
  /** Of later instants: the earliest first. */
  readonly after: readonly KeptProfile[];
  /** The training, or recalibration, of the model; null where none kept a profile. */
  readonly training: KeptProfile | null;
}

/** Scorings to compare with on either side: a week of nights and one more. */
const compared = 8;

/**
 * Keeps the profile of a run; of a scoring, with what its gates found and which blocked ones somebody accepted.
 *
 * Who accepted a gate and when is what the server says.
 */
export async function writeProfile(
  handle: DatabaseHandle,
  run: { readonly program: string; readonly runId: string },
  profile: RunProfile,
  gates: {
    readonly findings: readonly ScoringFinding[];
    readonly accepted: readonly AcceptedGate[];
  } | null = null,
): Promise<void> {
  const { program, runId } = run;
  await inTransaction(handle, async (client) => {
    await client.query(
      'INSERT INTO handraise.run_profile (program, run_id, version, profile, gates) VALUES ($1, $2, $3, $4, $5)',
      [
        program,
        runId,
        profileVersion,
        JSON.stringify({ ...profile, now: shortened(profile.now), past: profile.past.map(shortened) }),
        gates && JSON.stringify(gates.findings),
      ],
    );
    for (const { gate, reason } of gates?.accepted ?? []) {
      const blocked = gates!.findings.filter((finding) => finding.gate === gate && finding.blocked);
      if (blocked.length === 0) continue;
      await client.query(
        'INSERT INTO handraise.accepted_gate (program, run_id, gate, reason, findings) VALUES ($1, $2, $3, $4, $5)',
        [program, runId, gate, reason, JSON.stringify(blocked)],
      );
    }
  });
}

/** The profiles that a scoring with a model is compared with: of runs that came to their end, so never of one that was blocked. */
export async function readReferences(
  handle: DatabaseHandle,
  program: string,
  modelId: string,
  asOf: Instant,
): Promise<References> {
  const select = `SELECT r.run_id, r.kind, p.profile FROM handraise.run_profile p
    JOIN handraise.run r ON r.program = p.program AND r.run_id = p.run_id
    WHERE p.program = $1 AND p.version = ${profileVersion} AND r.status = 'done'`;
  const instant = `(timestamptz 'epoch' + $2::bigint * interval '1 microsecond')`;
  const read = async (condition: string, order: string, limit: number, value: string | Instant) => {
    const { rows } = await handle.pool.query<{ run_id: string; kind: KeptProfile['kind']; profile: RunProfile }>(
      `${select} AND ${condition} ORDER BY ${order} LIMIT ${limit}`,
      [program, value],
    );
    return rows.map((row): KeptProfile => ({ runId: row.run_id, kind: row.kind, profile: row.profile }));
  };
  try {
    const [training] = await read("r.kind <> 'score' AND r.model_id = $2", 'r.started_at DESC', 1, modelId);
    return {
      before: await read(
        `r.kind = 'score' AND r.as_of <= ${instant}`,
        'r.as_of DESC, r.started_at DESC',
        compared,
        asOf,
      ),
      after: await read(`r.kind = 'score' AND r.as_of > ${instant}`, 'r.as_of, r.started_at DESC', compared, asOf),
      training: training ?? null,
    };
  } catch (error) {
    throw databaseFailure(error, 'reading what earlier runs read');
  }
}

function shortened<P extends Profile>(profile: P): P {
  const { events } = profile;
  return { ...profile, events: events && { ...events, kinds: events.kinds.slice(0, keptKinds) } };
}
