import type { ConfigInput } from '../../config/schema.ts';
import type { PresetMapping } from './preset.ts';
import type { Columns } from './statement.ts';

type Machine = NonNullable<NonNullable<NonNullable<ConfigInput['source']>['event']>['machine']>;

/** What presets call what is sent to people, and what they do with it. */
export const emailKinds = { sent: 'email_sent', opened: 'email_open', clicked: 'email_click' } as const;

/** A further line of the comment on events. */
export const machineNote = `
Opens and clicks by machines are left out, as \`machine\` declares. What was sent tells them and is no feature: no contact did it.`;

/** What a preset's program leaves out: features by name, and what was sent where that is among the events. */
export function leftOutOf({
  features,
  sent,
}: {
  readonly features: readonly string[];
  readonly sent: boolean;
}): PresetMapping['program'] {
  const exclude = {
    ...(features.length === 0 ? {} : { features: [...features] }),
    ...(sent ? { eventKinds: [emailKinds.sent] } : {}),
  };
  return Object.keys(exclude).length === 0 ? {} : { exclude };
}

/**
 * Says which events of a preset a machine may have caused.
 *
 * @param told whether the events have the columns `link` and `user_agent`
 * @param kinds which of the kinds there can be
 */
export function machinesAmong(
  told: Columns,
  kinds: readonly (keyof typeof emailKinds)[] = ['sent', 'opened', 'clicked'],
): Machine {
  const of = (kind: keyof typeof emailKinds) => (kinds.includes(kind) ? [emailKinds[kind]] : []);
  return {
    sends: of('sent'),
    opens: of('opened'),
    clicks: of('clicked'),
    ...(told.link === undefined ? {} : { link: { column: 'link' } }),
    ...(told.user_agent === undefined ? {} : { userAgent: { column: 'user_agent' } }),
  };
}

/** One declaration made of those of several presets, whose events have the columns of each. */
export function machinesOfAll(declared: readonly Machine[]): Machine {
  const all = (kinds: 'sends' | 'opens' | 'clicks') => [...new Set(declared.flatMap((one) => one[kinds] ?? []))];
  const first = (column: 'link' | 'userAgent') => declared.find((one) => one[column] !== undefined)?.[column];
  const [link, userAgent] = [first('link'), first('userAgent')];
  return {
    sends: all('sends'),
    opens: all('opens'),
    clicks: all('clicks'),
    ...(link ? { link } : {}),
    ...(userAgent ? { userAgent } : {}),
  };
}

/** Columns of events beside those of every entity, by which machines are told. */
export function columnsTold(machine: Machine | undefined): readonly string[] {
  return [machine?.link?.column, machine?.userAgent?.column].filter((column) => column !== undefined);
}
