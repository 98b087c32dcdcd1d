import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { profileVersion } from './profile.ts';
import type { ScoringFinding } from './scoringFinding.ts';
import { storedFinding } from './storedFinding.ts';

/** What the gates found of the latest scoring that came to them. */
export interface LatestGates {
  readonly runId: string;
  readonly findings: readonly ScoringFinding[];
  /** Blocked gates that were accepted, with who said so and why. */
  readonly accepted: readonly { readonly gate: string; readonly reason: string; readonly acceptedBy: string }[];
}

/** Of the latest scoring of a program; null before the first. */
export async function latestGates({ pool }: DatabaseHandle, program: string): Promise<LatestGates | null> {
  try {
    const { rows } = await pool.query<{ run_id: string; gates: readonly unknown[] }>(
      `SELECT run_id, gates FROM handraise.run_profile WHERE program = $1 AND version = $2 AND gates IS NOT NULL
       ORDER BY recorded_at DESC LIMIT 1`,
      [program, profileVersion],
    );
    const [latest] = rows;
    if (!latest) return null;
    const accepted = await pool.query<LatestGates['accepted'][number]>(
      `SELECT gate, reason, accepted_by AS "acceptedBy" FROM handraise.accepted_gate WHERE program = $1 AND run_id = $2
       ORDER BY gate`,
      [program, latest.run_id],
    );
    return { runId: latest.run_id, findings: latest.gates.map(storedFinding), accepted: accepted.rows };
  } catch (error) {
    throw databaseFailure(error, 'reading what the gates found');
  }
}
