import { publishedInterval } from '../../calibration/publishedInterval.ts';
import { loadVennAbers } from '../../calibration/vennAbers.ts';
import { programOf } from '../../config/load.ts';
import { HandraiseError } from '../../errors.ts';
import { type ContactExplanation, explainContact } from '../../publish/explainContact.ts';
import { type PublishedAccount, publishedAccount } from '../../publish/publishedAccount.ts';
import { loadModel } from '../../registry/loadedModel.ts';
import type { Artefact } from '../../training/artefact.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** The account of a contact as it is published, and how its probability was made of those of its contacts. */
export interface ExplainedAccount extends PublishedAccount {
  /** Null where the model's file cannot be read. */
  readonly method: string | null;
}

/** Why a contact has its score, how far the calibration rows pin its probability down, and what its account is. */
export interface CandidateExplanation extends ContactExplanation {
  /** See `publishedInterval`; or why there is none. */
  readonly interval: { readonly low: number; readonly high: number } | { readonly unknown: string };
  /** Null for a contact without one. */
  readonly account: ExplainedAccount | null;
}

/**
 * Why a contact stands where it does in the published ranking. The model's file is read for the interval, and for how its account was made, only: without it
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
  const { accountId } = explanation.contact;
  const account = accountId === null ? null : await publishedAccount(workbench.handle, name, accountId);
  const model = await modelOf(workbench, name, explanation);
  return {
    ...explanation,
    interval: 'unknown' in model ? model : intervalOf(model.artefact, explanation),
    account: account && {
      ...account,
      method: 'unknown' in model ? null : (model.artefact.accountRollUp?.method ?? null),
    },
  };
}

/** The artefact that gave the score, or why it cannot be read. */
async function modelOf(
  workbench: Workbench,
  program: string,
  { run }: ContactExplanation,
): Promise<{ readonly artefact: Artefact } | { readonly unknown: string }> {
  try {
    return await loadModel(workbench, program, run.modelId);
  } catch (error) {
    if (error instanceof HandraiseError && error.code === 'artefact') return { unknown: error.message };
    throw error;
  }
}

function intervalOf(
  { vennAbers, correction, result }: Artefact,
  { contact }: ContactExplanation,
): CandidateExplanation['interval'] {
  if (vennAbers === undefined) return { unknown: 'the model was trained by an earlier version' };
  try {
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
