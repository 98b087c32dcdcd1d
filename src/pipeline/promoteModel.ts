import { HandraiseError } from '../errors.ts';
import { promote, refuse } from '../registry/decisions.ts';
import { championOf } from '../registry/models.ts';
import { readModel } from './champion.ts';
import { findingsFromJson } from './findings.ts';
import type { Workbench } from './workbench.ts';

/**
 * Makes a registered model champion, or records which gate held.
 *
 * @throws HandraiseError `gate` when one held, with its figures; `usage` when the model is unknown.
 */
export async function promoteModel(workbench: Workbench, program: string, modelId: string): Promise<void> {
  const { handle, models } = workbench;
  const { artefact } = await readModel(workbench, program, modelId);
  const held: { readonly sentence: string }[] = findingsFromJson(artefact.metrics).gates.filter((gate) => gate.held);
  const champion = await championOf(handle, program);
  if (artefact.fallback && champion && !champion.fallback)
    held.push({
      sentence: `It only stands in for too little data, and ${champion.modelId}, which does not, is the champion.`,
    });
  if (held.length === 0) {
    await promote(handle, program, modelId, { reason: 'its gates passed', modelsDir: models });
    return;
  }
  const reason = held.map((gate) => gate.sentence).join(' ');
  await refuse(handle, program, modelId, reason);
  throw new HandraiseError('gate', `model ${modelId} is registered, but not promoted: ${reason}`, {
    hint: 'what was published before stays; see the calibration report',
  });
}
