import type { RecordedDecision } from '../../qualification/stages/recordDecision.ts';
import { isoOf } from '../../time/instant.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [contact = '', stage = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const by = typeof flags.by === 'string' ? { by: flags.by } : {};
    const decided = await workbench.program(program).stage(contact, stage, { reason: String(flags.reason), ...by });
    return { data: decided, text: decisionText(decided) };
  });

function decisionText({ contactId, from, to, by, cause, heldUntil }: RecordedDecision): string {
  const moved = from === to ? `stays in ${to}` : `moves from ${from} to ${to}`;
  const back = cause === 'person' ? '' : `, given back: ${cause}`;
  return `Contact ${printable(contactId)} ${moved}, says ${printable(by)}${back}. ${heldText(heldUntil)}`;
}

function heldText(heldUntil: RecordedDecision['heldUntil']): string {
  if (heldUntil === null) return 'Rules lead on from there, and never back behind it.';
  if (heldUntil === 'decision') return 'No rule moves it until somebody decides again.';
  return `No rule moves it before ${isoOf(heldUntil)}.`;
}
