import { publishedInterval } from '../../calibration/publishedInterval.ts';
import { loadVennAbers } from '../../calibration/vennAbers.ts';
import { programOf } from '../../config/load.ts';
import { HandraiseError } from '../../errors.ts';
import { type ContactExplanation, explainContact } from '../../publish/explainContact.ts';
import { loadModel } from '../../registry/loadedModel.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** Why a contact has its score, and how far the calibration rows pin its probability down. */
export interface CandidateExplanation extends ContactExplanation {
  /** See `publishedInterval`; or why there is none. */
  readonly interval: { readonly low: number; readonly high: number } | { readonly unknown: string };
}

/**
 * Why a contact stands where it does in the published ranking. The model's file is read for the interval only: without it
 * the rest is said anyway.
 *
 * @throws HandraiseError `data` when the contact is not on the list.
 */
export async function explainCandidate(
  workbench: Workbench,
  programName: string | undefined,
  contactId: string,
): Promise<CandidateExplanation> {
  const { name } = programOf(workbench.config, programName);
  const explanation = await explainContact(workbench.handle, name, contactId);
  return { ...explanation, interval: await intervalOf(workbench, name, explanation) };
}

async function intervalOf(
  workbench: Workbench,
  program: string,
  { run, contact }: ContactExplanation,
): Promise<CandidateExplanation['interval']> {
  try {
    const { vennAbers, correction, result } = (await loadModel(workbench, program, run.modelId)).artefact;
    if (vennAbers === undefined) return { unknown: 'the model was trained by an earlier version' };
    return publishedInterval({
      vennAbers: loadVennAbers(vennAbers),
      margin: contact.margin,
      // The rows that recalibrated a model are what its interval is of: nothing has moved it since.
      line: result.recalibration ? undefined : correction,
      published: contact.probability,
    });
  } catch (error) {
    if (error instanceof HandraiseError && error.code === 'artefact') return { unknown: error.message };
    throw error;
  }
}
