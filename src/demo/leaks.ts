import type { Random } from '../numeric/random.ts';
import { microsecondsPerDay } from '../time/instant.ts';
import { type DemoContact, demoEnd, demoStart } from './company.ts';

/** A value that the lead status of a contact took, and from when. */
interface StatusChange {
  readonly value: string;
  readonly at: number;
}

/**
 * The budget somebody noted down: mostly in the talks that follow a request for a demo, and hardly ever before. NaN where nobody did.
 *
 * @param requestedAt when the contact asked for a demo; undefined if it never did.
 */
export function budgetNoted(random: Random, requestedAt: number | undefined): number {
  const noted = random.next() < (requestedAt === undefined ? 0.003 : 0.97);
  const budget = 1000 * Math.round(Math.exp(2.5 + 0.8 * random.normal()));
  return noted ? budget : Number.NaN;
}

/**
 * Every lead status a contact has had, the last of which is today's: set when it arrives, moved on by some calls, and overwritten within
 * days of most requests for a demo.
 */
export function leadStatuses(
  random: Random,
  { createdDay }: DemoContact,
  requestedAt: number | undefined,
): readonly StatusChange[] {
  // Contacts are created before six in the morning.
  const arrival = demoStart + (createdDay + 0.25) * microsecondsPerDay;
  const callAt = arrival + Math.floor((2 + 400 * random.next()) * microsecondsPerDay);
  const called = random.next() < 0.3;
  const followUp = (requestedAt ?? Number.NaN) + Math.floor(random.next() * 5 * microsecondsPerDay);
  const followed = random.next() < 0.7;
  const changes = [{ value: 'new', at: arrival }];
  const ends = followed && !Number.isNaN(followUp) ? followUp : demoEnd;
  if (called && callAt < Math.min(ends, demoEnd)) changes.push({ value: 'called', at: callAt });
  if (followed && followUp < demoEnd) changes.push({ value: 'in talks', at: followUp });
  return changes;
}
