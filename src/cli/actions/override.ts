import type { RecordedOverride } from '../../qualification/overrides/overrides.ts';
import { isoOf } from '../../time/instant.ts';
import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [contact = '', direction = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const { reason = '', until } = flags as { readonly reason?: string; readonly until?: string };
    const recorded = await workbench
      .program(program)
      .override(contact, direction, { reason, ...(until === undefined ? {} : { until }) });
    return { data: recorded, text: overrideText(recorded) };
  });

const said = {
  up: 'is worked before all others',
  down: 'is worked after all others',
  never: 'is kept off the list',
  none: 'stands where its rank puts it',
} as const;

function overrideText({ contactId, direction, until, by }: RecordedOverride): string {
  const end = until === null ? '' : ` until ${isoOf(until)}`;
  return `From the next scoring on contact ${contactId} ${said[direction]}${end}. Recorded for ${by}. Its rank and probability stay as they are.`;
}
