import type { ServiceLevels } from '../../config/serviceLevels.ts';
import type { Instant } from '../../time/instant.ts';
import type { HandOff } from './handOffs.ts';
import type { Releases } from './releases.ts';
import { deadlineOf, type WorkingHours, workingHours } from './workingHours.ts';

/** How a promise stands: somebody acted in time; there is time left; nobody did in time. */
export type ServiceState = 'met' | 'due' | 'breached';

/** A hand-off, its deadline and how it stands. */
export interface FollowedUp extends HandOff {
  readonly deadline: Instant;
  readonly state: ServiceState;
}

/** Hand-offs of one tier, and what became of them. */
export interface FollowUpCounts {
  /** The tier in the run that handed over; null where the contact was not on its list. */
  readonly tier: string | null;
  readonly handedOver: number;
  readonly met: number;
  readonly due: number;
  readonly breached: number;
  /** Of those handed over, how many somebody acted on at all. */
  readonly acted: number;
  /** Of the breached, those on which nobody acted to this day. */
  readonly neverActed: number;
}

/** What is promised, and how the time of a promise is told. */
export interface Promises {
  readonly levels: ServiceLevels;
  /** The name of a stage by its position. */
  readonly nameOf: (stage: number) => string;
  readonly releases: Releases;
}

/**
 * How a hand-off stands at an instant; null for one on which nobody acted before a rule took it back, or the promise ended by itself, within its time:
 * nothing was promised of it any more.
 */
function followUpOf(
  handOff: HandOff,
  { hours, working, releases }: { readonly hours: number; readonly working: WorkingHours; readonly releases: Releases },
  at: Instant,
): FollowedUp | null {
  const { contact, handedOverAt, actedAt, leftAt } = handOff;
  const deadline = deadlineOf(working, handedOverAt, hours);
  for (const end of [leftAt, releases(contact, handedOverAt)]) if (end <= deadline && !(actedAt <= end)) return null;
  const state = actedAt <= deadline ? 'met' : Number.isNaN(actedAt) && at <= deadline ? 'due' : 'breached';
  return { ...handOff, deadline, state };
}

/** Every hand-off as it stands at an instant. */
export function* followUps(
  handOffs: Iterable<HandOff>,
  { levels, nameOf, releases }: Promises,
  at: Instant,
): Generator<FollowedUp> {
  const working = workingHours(levels);
  for (const handOff of handOffs) {
    const level = levels.stages[nameOf(handOff.stage)];
    const followed = level && followUpOf(handOff, { hours: level.hours, working, releases }, at);
    if (followed) yield followed;
  }
}

/** Counts by tier, A first, those of no tier last. */
export function followUpByTier(followed: Iterable<FollowedUp>): readonly FollowUpCounts[] {
  const counts = new Map<string | null, { -readonly [Key in keyof FollowUpCounts]: FollowUpCounts[Key] }>();
  for (const { tier, state, actedAt } of followed) {
    const none = { tier, handedOver: 0, met: 0, due: 0, breached: 0, acted: 0, neverActed: 0 };
    const count = counts.get(tier) ?? none;
    counts.set(tier, count);
    count.handedOver++;
    count[state]++;
    if (!Number.isNaN(actedAt)) count.acted++;
    else if (state === 'breached') count.neverActed++;
  }
  return [...counts.values()].sort((a, b) => ((a.tier ?? 'Z') < (b.tier ?? 'Z') ? -1 : 1));
}
