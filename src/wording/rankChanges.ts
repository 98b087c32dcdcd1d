import type { ChangeParts, ContactChange, GoneReason, RankChanges } from '../ranking/change.ts';
import { counted, dayOfInstant, integer, probabilityText } from '../text/format.ts';

/** A part of a change below this moves the odds by less than a twentieth. */
const noticeable = 0.05;

const why: Readonly<Record<keyof ChangeParts, Readonly<Record<'up' | 'down', string>>>> = {
  activity: { up: 'of what happened since', down: 'of what happened since' },
  ageing: { up: 'of time alone', down: 'nothing new happened and what did is longer ago' },
  profile: { up: 'of what the CRM says now', down: 'of what the CRM says now' },
  model: { up: 'another model scores', down: 'another model scores' },
};

const gone: Readonly<Partial<Record<GoneReason, string>>> = {
  suppressed: 'must not be approached',
  'open opportunity': 'in an open deal',
  'not in the data': 'not in the CRM any more',
};

/** What changed since the list before, in a sentence. */
export function changesText({ previousAsOf, counts, gone: reasons }: RankChanges): string {
  if (counts.new + counts.gone + counts.up + counts.down === 0)
    return `Since the list of ${dayOfInstant(previousAsOf)} nobody is new, gone or in another tier.`;
  const told = reasons.map(({ reason, contacts }) => `${integer(contacts)} ${gone[reason] ?? reason}`).join(', ');
  return [
    `Since the list of ${dayOfInstant(previousAsOf)}: ${counted(counts.new, 'person', 'people')} new`,
    `${integer(counts.gone)} gone${told === '' ? '' : ` (${told})`}`,
    `${integer(counts.up)} up a tier`,
    `${integer(counts.down)} down a tier.`,
  ].join(', ');
}

/**
 * What changed of one contact, and which part of it weighs most; without that part where both probabilities read the same.
 *
 * @param now probability on the list.
 */
export function changeText({ before, parts }: ContactChange, now: number): string {
  if (before === null) return 'new on the list';
  const was = `was ${probabilityText(before.probability)} at rank ${integer(before.rank)}`;
  if (parts === null || probabilityText(now) === probabilityText(before.probability)) return was;
  const change = parts.activity + parts.ageing + parts.profile + parts.model;
  if (Math.sign(change) !== Math.sign(now - before.probability)) return was;
  const direction = change > 0 ? 'up' : 'down';
  const main = (Object.keys(why) as (keyof ChangeParts)[])
    .filter((part) => Math.sign(parts[part]) === Math.sign(change) && Math.abs(parts[part]) >= noticeable)
    .sort((a, b) => Math.abs(parts[b]) - Math.abs(parts[a]))[0];
  return main === undefined ? was : `${was}; ${direction} mostly because ${why[main][direction]}`;
}
