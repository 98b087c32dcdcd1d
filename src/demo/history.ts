import type { Random } from '../numeric/random.ts';
import { microsecondsPerDay } from '../time/instant.ts';
import { activityKinds, activityRates } from './activityRates.ts';
import { type DemoContact, demoDays, demoEnd, demoStart } from './company.ts';
import { contentOf, movedBy, movedDays, movingSeries } from './contents.ts';
import type { Disposition } from './disposition.ts';
import {
  backChance,
  conversionChance,
  onwardChance,
  stateBefore,
  stateCount,
  windowCloses,
  windowOpens,
} from './interest.ts';

export interface DemoActivity {
  readonly kind: string;
  readonly occurredAt: number;
  readonly ingestedAt: number;
  readonly minutes: number;
  /** What it was about; null where it says nothing of that, or activities are not told apart by it. */
  readonly content: string | null;
}

/** What one contact did in 24 months, and where it stands at the end. */
export interface DemoHistory {
  readonly activities: readonly DemoActivity[];
  /** When it asked for a demo; NaN if it never did. */
  readonly requestedAt: number;
  /** When it opted out of being approached; NaN if it never did. */
  readonly optedOutAt: number;
  readonly finalState: number;
  /** The first day after the end of what moved it to convert; 0 where nothing did. */
  readonly movedUntil: number;
}

const months = Array.from({ length: demoDays }, (_, day) =>
  new Date((demoStart + day * microsecondsPerDay) / 1000).getUTCMonth(),
);

/** Whether the account's buying window was open, day by day. */
export function buyingWindow(random: Random): Uint8Array {
  const open = new Uint8Array(demoDays + 1);
  open[0] = random.next() < windowOpens / (windowOpens + windowCloses) ? 1 : 0;
  for (let day = 1; day <= demoDays; day++) {
    const changes = random.next() < (open[day - 1] === 1 ? windowCloses : windowOpens);
    open[day] = changes ? 1 - open[day - 1]! : open[day - 1]!;
  }
  return open;
}

/**
 * Lives one contact's 24 months day by day.
 *
 * @param window whether the account's buying window is open, by day
 * @param settled of the contact's curiosity, see `settledShares`
 * @param contents draws what activities are about, one webinar series of which moves people to convert; null where they are about nothing
 */
export function liveHistory(
  random: Random,
  contact: DemoContact,
  window: Uint8Array,
  settled: Float64Array,
  contents: Random | null = null,
): DemoHistory {
  const { disposition, createdDay } = contact;
  const activities: DemoActivity[] = [];
  let requestedAt = Number.NaN;
  let optedOutAt = Number.NaN;
  let movedUntil = 0;
  const firstDay = Math.max(0, createdDay);
  let state = firstState(random, settled, window[firstDay] === 1);
  for (let day = firstDay; day < demoDays; day++) {
    // The day of arrival is left empty: what created the contact lies before it.
    const moved = day < movedUntil ? movedBy : 1;
    const before = activities.length;
    if (day > firstDay) addActivities(random, disposition, state, day, activities);
    if (contents && tellContents(contents, activities, before)) movedUntil = day + 1 + movedDays;
    const open = window[day] === 1;
    const today = { month: months[day]!, age: day - createdDay, moved };
    if (Number.isNaN(requestedAt) && random.next() < conversionChance(state, open, disposition, today))
      requestedAt = instantOn(random, day);
    if (Number.isNaN(optedOutAt) && random.next() < 0.00009) optedOutAt = instantOn(random, day);
    const draw = random.next();
    const onward = onwardChance(state, open, disposition.curiosity);
    if (draw < onward) state++;
    else if (draw < onward + backChance(state)) state = stateBefore(state);
  }
  return { activities, requestedAt, optedOutAt, finalState: state, movedUntil };
}

function addActivities(
  random: Random,
  { audience, liveliness }: Disposition,
  state: number,
  day: number,
  into: DemoActivity[],
): void {
  const { rates, total } = activityRates[audience][state]!;
  for (let count = random.poisson(total * liveliness); count > 0; count--) {
    const kind = kindDrawn(random.next() * total, rates);
    const occurredAt = instantOn(random, day);
    const ingestedAt = arrivalOf(random, occurredAt);
    const minutes = kind === 'webinar_attended' ? 5 + random.integer(55) : Number.NaN;
    // What has not arrived by the end is not in the CRM yet.
    if (ingestedAt < demoEnd) into.push({ kind, occurredAt, ingestedAt, minutes, content: null });
  }
}

/** When the CRM hears of what happens: mostly within minutes, sometimes weeks later. */
export function arrivalOf(random: Random, occurredAt: number): number {
  const late = random.next() < 0.04;
  const lag = late ? (1 + random.next() * 40) * microsecondsPerDay : random.next() * 600_000_000;
  return occurredAt + Math.floor(lag);
}

/** Says what a day's activities were about. @returns whether one of them moves the contact to convert. */
function tellContents(random: Random, activities: DemoActivity[], from: number): boolean {
  let moves = false;
  for (let i = from; i < activities.length; i++) {
    const content = contentOf(random, activities[i]!.kind);
    activities[i] = { ...activities[i]!, content };
    if (content === movingSeries) moves = true;
  }
  return moves;
}

/** Where a contact stands when its record begins: somewhere its past may have brought it. */
function firstState(random: Random, shares: Float64Array, windowOpen: boolean): number {
  let left = random.next();
  for (let state = 0; state < stateCount; state++) {
    left -= shares[(windowOpen ? stateCount : 0) + state]!;
    if (left < 0) return state;
  }
  return 0;
}

function kindDrawn(draw: number, rates: readonly number[]): string {
  let left = draw;
  for (const [at, rate] of rates.entries()) {
    left -= rate;
    if (left < 0) return activityKinds[at]!;
  }
  return activityKinds[0]!;
}

/** An instant of the day between 6 and 20 o'clock UTC. */
function instantOn(random: Random, day: number): number {
  return demoStart + day * microsecondsPerDay + Math.floor((6 + 14 * random.next()) * 3_600_000_000);
}
