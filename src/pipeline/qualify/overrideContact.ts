import { HandraiseError } from '../../errors.ts';
import {
  checkOverride,
  type OverrideDecision,
  overrideDirections,
  type RecordedOverride,
  recordOverride,
} from '../../qualification/overrides/overrides.ts';
import type { Instant } from '../../time/instant.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { requireContact } from './requireContact.ts';

/**
 * Records what a person says of a contact's place on the list of a program.
 *
 * @throws HandraiseError `usage` for a direction there is not, no reason, or an end in the past; `data` for a contact that the CRM has not.
 */
export async function overrideContact(
  workbench: Workbench,
  program: string,
  decision: Pick<OverrideDecision, 'contactId' | 'reason'> & { readonly direction: string; readonly until?: Instant },
): Promise<RecordedOverride> {
  const { contactId, reason, until = null } = decision;
  const direction = overrideDirections.find((one) => one === decision.direction);
  if (direction === undefined)
    throw new HandraiseError('usage', `${JSON.stringify(decision.direction)} is no direction`, {
      hint: `say one of ${overrideDirections.join(', ')}`,
    });
  await requireRightsFor(workbench.handle, 'overriding');
  const since = await asOfOrNow(workbench, undefined);
  const whole = { program, contactId, direction, reason, since, until };
  checkOverride(whole);
  await requireContact(workbench, contactId);
  return recordOverride(workbench.handle, whole);
}
