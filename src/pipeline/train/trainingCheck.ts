import type { Program } from '../../config/schema.ts';
import { type AcceptedGate, unneededOf } from '../../monitor/acceptedGates.ts';
import { readReferences } from '../../monitor/profileStore.ts';
import type { ScoringFinding, ScoringGate } from '../../monitor/scoringFinding.ts';
import { refuseBlocked, trainingFindings } from '../../monitor/scoringGates.ts';
import type { Instant } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import type { Extract } from '../extract/extract.ts';
import { readingsOf, readOtherwise } from '../extract/readings.ts';
import { recountedInstants, recountsIn } from '../extract/recounts.ts';
import { columnsOf } from '../extract/runProfiles.ts';

/** Tells whether what earlier runs of the program read is still there, before anything is learned from what is left. */
export interface TrainingCheck {
  /** Instants before which the extract is to count events. */
  readonly instants: readonly Instant[];
  /**
   * @param volumes events before each of the instants.
   * @throws HandraiseError `gate` where it is not, and nobody accepts that.
   */
  check(read: Extract, volumes: Extract['volumes']): CheckedTraining;
}

/** What the gates found of a training that goes on. */
export interface CheckedTraining {
  readonly findings: readonly ScoringFinding[];
  readonly accepted: readonly AcceptedGate[];
  /** Gates that were accepted and do not block. */
  readonly acceptedUnneeded: readonly ScoringGate[];
}

/** @param knownBefore what is learned from ends here. */
export async function trainingCheck(
  { handle, config }: Workbench,
  name: string,
  program: Program,
  knownBefore: Instant,
  accepted: readonly AcceptedGate[],
): Promise<TrainingCheck> {
  const reading = readingsOf(config.source, program);
  const references = await readReferences(handle, name, { reading }, knownBefore);
  return {
    instants: recountedInstants(references, knownBefore),
    check: (read, volumes) => {
      const findings = trainingFindings({
        // Another question, or another mapping, finds other rows.
        recounts: recountsIn(references, knownBefore, read, volumes).map((one) => ({
          ...one,
          otherwise: readOtherwise(one.run.now.reading, reading),
        })),
        sources: read.sources,
        profile: { columns: columnsOf(read.sources) },
      });
      refuseBlocked('train', name, findings, accepted);
      return { findings, accepted, acceptedUnneeded: unneededOf(accepted, findings) };
    },
  };
}
