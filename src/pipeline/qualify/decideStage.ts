import { programOf } from '../../config/load.ts';
import { HandraiseError } from '../../errors.ts';
import { type RecordedDecision, recordDecision } from '../../qualification/stages/recordDecision.ts';
import { stageMachine } from '../../qualification/stages/stageMachine.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { requireContact } from './requireContact.ts';

/**
 * Records what a person decides about a contact's stage; it holds at once, and wins over every rule.
 *
 * @throws HandraiseError `usage` where the program declares no stages, or not this one, and without a reason; `data` for a contact that the CRM has not.
 */
export async function decideStage(
  workbench: Workbench,
  programName: string,
  decision: { readonly contactId: string; readonly stage: string; readonly reason: string; readonly by?: string },
): Promise<RecordedDecision> {
  const { name, program } = programOf(workbench.config, programName);
  if (program.stages === undefined)
    throw new HandraiseError('usage', `program ${name} declares no stages`, {
      hint: 'declare them as programs.*.stages of the configuration',
    });
  const [reason, by] = [decision.reason, decision.by].map((text) => text?.trim());
  if (!reason) throw new HandraiseError('usage', 'no reason is given', { hint: 'say why with --reason' });
  await requireRightsFor(workbench.handle, 'deciding about stages');
  await requireContact(workbench, decision.contactId);
  const at = await asOfOrNow(workbench, undefined);
  const { contactId, stage } = decision;
  const whole = { program: name, contactId, stage, reason, ...(by ? { by } : {}), at };
  return recordDecision(workbench.handle, stageMachine(program.stages), whole);
}
