import type { RunProfile } from '../../monitor/profile.ts';
import { readReferences } from '../../monitor/profileStore.ts';
import { historyFindings, refuseLostHistory } from '../../monitor/scoringGates.ts';
import type { LoadedModel } from '../../registry/loadedModel.ts';
import type { Instant } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import type { Extract } from './extract.ts';
import { recountedInstants, recountsIn } from './recounts.ts';
import { columnsOf } from './runProfiles.ts';

/** Tells whether what an earlier run read is still there, before a model is judged by it. */
export interface HistoryCheck {
  /** Instants before which the extract is to count events. */
  readonly instants: readonly Instant[];
  /** What the training of the model read; null where it kept no profile. */
  readonly training: RunProfile | null;
  /** @throws HandraiseError `gate` where it is not, so that what is missing is not taken for a model that has grown old. */
  check(read: Extract): void;
}

/** @param knownBefore what the judgement knows ends here. */
export async function historyCheck(
  { handle }: Workbench,
  program: string,
  { modelId, artefact }: LoadedModel,
  knownBefore: Instant,
): Promise<HistoryCheck> {
  const references = await readReferences(handle, program, { modelId }, knownBefore);
  return {
    training: references.training?.profile ?? null,
    instants: recountedInstants(references, knownBefore),
    check: (read) =>
      refuseLostHistory(
        program,
        historyFindings({
          recounts: recountsIn(references, knownBefore, read, read.volumes),
          filtered: read.filtered,
          readTwice: read.readTwice,
          modelKinds: artefact.eventKinds,
          sources: read.sources,
          profile: { columns: columnsOf(read.sources) },
        }),
      ),
  };
}
