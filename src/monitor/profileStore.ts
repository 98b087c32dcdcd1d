import pg from 'pg';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Instant } from '../time/instant.ts';
import { type AcceptedGate, neededOf } from './acceptedGates.ts';
import { keptKinds } from './eventVolume.ts';
import { type PresentProfile, type Profile, profileVersion, type Readings, type RunProfile } from './profile.ts';
import type { ScoringFinding, ScoringGate } from './scoringFinding.ts';

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
  /** Of each gate the latest run, at or before the scoring's instant, that somebody let pass it. */
  readonly accepted: readonly AcceptingRun[];
}

/** A run that a blocked gate did not keep from its end, because somebody accepted it. */
export interface AcceptingRun {
  readonly gate: ScoringGate;
  readonly runId: string;
  readonly asOf: Instant;
}

/** Scorings to compare with on either side: a week of nights and one more. */
const compared = 8;

/**
 * Keeps the profile of a run, with which blocked gates somebody accepted and, of a scoring, what all of them found.
 *
 * Who accepted a gate and when is what the server says.
 */
export async function writeProfile(
  handle: DatabaseHandle,
  run: { readonly program: string; readonly runId: string; readonly kind: KeptProfile['kind'] },
  profile: RunProfile,
  gates: {
    readonly findings: readonly ScoringFinding[];
    readonly accepted: readonly AcceptedGate[];
  } | null = null,
): Promise<void> {
  const { program, runId, kind } = run;
  await inTransaction(handle, async (client) => {
    await client.query(
      'INSERT INTO handraise.run_profile (program, run_id, version, profile, gates) VALUES ($1, $2, $3, $4, $5)',
      [
        program,
        runId,
        profileVersion,
        JSON.stringify({ ...profile, now: shortened(profile.now), past: profile.past.map(shortened) }),
        gates && kind === 'score' ? JSON.stringify(gates.findings) : null,
      ],
    );
    for (const { gate, reason } of gates ? neededOf(gates.accepted, gates.findings) : []) {
      const blocked = gates!.findings.filter((finding) => finding.gate === gate && finding.blocked);
      await client.query(
        'INSERT INTO handraise.accepted_gate (program, run_id, gate, reason, findings) VALUES ($1, $2, $3, $4, $5)',
        [program, runId, gate, reason, JSON.stringify(blocked)],
      );
    }
  });
}

/**
 * The profiles that a scoring with a model is compared with: of runs that came to their end, so never of one that was blocked.
 *
 * @param training which training of the program: that of a model, or the latest that read its tables in a way, else the latest of all.
 */
export async function readReferences(
  handle: DatabaseHandle,
  program: string,
  training: { readonly modelId: string } | { readonly reading: Readings },
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
    return rows.map((row): KeptProfile => ({ runId: row.run_id, kind: row.kind, profile: complete(row.profile) }));
  };
  try {
    const trainings = `r.kind <> 'score' AND r.as_of <= ${instant}`;
    const [trained] =
      'reading' in training
        ? await read(trainings, `${alike(training.reading)} DESC, r.started_at DESC`, 1, asOf)
        : await read("r.kind <> 'score' AND r.model_id = $2", 'r.started_at DESC', 1, training.modelId);
    const accepted = await handle.pool.query<AcceptingRun>(
      `SELECT DISTINCT ON (a.gate) a.gate, a.run_id AS "runId", (p.profile -> 'now' ->> 'asOf')::float8 AS "asOf"
       FROM handraise.accepted_gate a
       JOIN handraise.run_profile p ON p.program = a.program AND p.run_id = a.run_id
       JOIN handraise.run r ON r.program = a.program AND r.run_id = a.run_id
       WHERE a.program = $1 AND p.version = ${profileVersion} AND r.status = 'done' AND r.as_of <= ${instant}
       ORDER BY a.gate, r.as_of DESC, r.started_at DESC`,
      [program, asOf],
    );
    return {
      before: await read(
        `r.kind = 'score' AND r.as_of <= ${instant}`,
        'r.as_of DESC, r.started_at DESC',
        compared,
        asOf,
      ),
      after: await read(`r.kind = 'score' AND r.as_of > ${instant}`, 'r.as_of, r.started_at DESC', compared, asOf),
      training: trained ?? null,
      accepted: accepted.rows,
    };
  } catch (error) {
    throw databaseFailure(error, 'reading what earlier runs read');
  }
}

function shortened<P extends Profile>(profile: P): P {
  const { events } = profile;
  return { ...profile, events: events && { ...events, kinds: events.kinds.slice(0, keptKinds) } };
}

/** SQL of whether a run read every table in this way. */
function alike(reading: Readings): string {
  return `coalesce(p.profile -> 'now' -> 'reading' = ${pg.escapeLiteral(JSON.stringify(reading))}::jsonb, false)`;
}

/** Runs that kept a profile before all of its figures were there lack some, as where nothing was read. */
function complete(profile: RunProfile): RunProfile {
  const none = { rows: 0, alike: 0 };
  const {
    hours = null,
    alike = { contacts: none, accounts: none },
    reading = null,
    ...now
  }: Partial<PresentProfile> = profile.now;
  return { ...profile, now: { ...profile.now, ...now, hours, alike, reading } };
}

/** Forgets what was read of a program's data, since others took their place. */
export async function forgetProfiles({ pool }: DatabaseHandle, program: string): Promise<void> {
  await pool.query('DELETE FROM handraise.run_profile WHERE program = $1', [program]).catch((error: unknown) => {
    throw databaseFailure(error, 'forgetting what earlier runs read');
  });
}
