import { HandraiseError } from '../../errors.ts';
import { listDecisions } from '../../registry/decisions.ts';
import { type LoadedModel, loadModel } from '../../registry/loadedModel.ts';
import { showModel } from '../../registry/models.ts';
import type { CalibrationReportData } from '../../report/reportData.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { changesSince } from './changesSince.ts';

/**
 * What became of a model since it was trained: the last decision about it, whether it scores now, and how it differs from
 * the champion it was decided against, or that was champion when it was trained.
 *
 * @throws HandraiseError `usage` for a model there is not; `database`.
 */
export async function modelHistory(
  workbench: Workbench,
  program: string,
  present: LoadedModel,
): Promise<Pick<CalibrationReportData, 'decision' | 'serving' | 'changes'>> {
  const { modelId } = present;
  const { champion: serving, parentModelId } = await showModel(workbench.handle, program, modelId);
  const decisions = (await listDecisions(workbench.handle, program)).filter((one) => one.modelId === modelId);
  const [last] = decisions;
  // One that was champion already when it was decided about again, or put back, says nothing of what came before it.
  const against = decisions.find(
    ({ action, previousModelId }) => action !== 'rollback' && previousModelId !== null && previousModelId !== modelId,
  );
  const previousId = against?.previousModelId ?? parentModelId;
  return {
    serving,
    ...(last
      ? {
          decision: {
            action: last.action,
            decidedAt: last.decidedAt.toISOString(),
            decidedBy: last.decidedBy,
            reason: last.reason,
            previousModelId: last.previousModelId,
            gates: last.gates,
          },
        }
      : {}),
    ...(previousId === null || previousId === modelId
      ? {}
      : { changes: await changesFrom(workbench, program, previousId, present, against?.gates ?? null) }),
  };
}

async function changesFrom(
  workbench: Workbench,
  program: string,
  previousModelId: string,
  present: LoadedModel,
  gates: NonNullable<CalibrationReportData['decision']>['gates'],
): Promise<NonNullable<CalibrationReportData['changes']>> {
  try {
    return changesSince(await loadModel(workbench, program, previousModelId), present, gates);
  } catch (error) {
    // A champion whose row was deleted is no model any more.
    if (error instanceof HandraiseError && (error.code === 'artefact' || error.code === 'usage'))
      return { previousModelId, unreadable: error.message };
    throw error;
  }
}
