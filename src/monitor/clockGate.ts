import { gateNotice } from '../notice/notice.ts';
import { microsecondsPerDay } from '../time/instant.ts';
import { type EventHours, latestHours } from './feedPulse.ts';
import { hourShift } from './hourShift.ts';
import type { Observed } from './observed.ts';
import { recountsOf } from './recount.ts';
import type { ScoringFinding } from './scoringFinding.ts';

const month = 30 * microsecondsPerDay;
/** Fewer events than these in a month tell little of hours. */
const fewestEvents = 200;
/** Farther apart than this are few zones that are mistaken for one another. */
const mostHours = 14;
/** Of the same events, the share in another hour than before from which they were dated anew. */
const leastMoved = 0.05;

/** Of the days of the last week those with as many events are looked at; so many of them must tell the same. */
const fewestOfDay = 50;
const fewestDays = 4;
const mostOfDays = 0.75;
/** Of a day's events, the share in other hours of the day than usual. */
const leastMovedOfDay = 0.25;

/**
 * Whether events stand in the hours they stood in: a zone that is read in another way moves all of them by the same number of hours.
 *
 * The hours of a day alone would not do for a feed that is as busy by night, the same rows again would not for one that is wrong
 * only from some day on.
 */
export function clockGate(observed: Observed): readonly ScoringFinding[] {
  const findings = [...sameEvents(observed), ...latestEvents(observed)];
  const told = findings.find(({ blocked }) => blocked) ?? findings[0];
  return [told ?? gateNotice('clock', 'no-comparison', false, {})];
}

/** Events that earlier runs counted hour by hour, counted again. */
function sameEvents({ recounts, hours }: Observed): readonly ScoringFinding[] {
  return recountsOf(recounts, 'clock', 'events').flatMap(({ earlier, run }): ScoringFinding[] => {
    if (earlier !== run.now || !run.now.hours || !hours) return [];
    // The last hour was not over then; and where the events have been moved to must still be among what is read.
    const first = run.now.hours.first + mostHours;
    const known = run.now.hours.counts.slice(mostHours, -mostHours - 1);
    if (sum(known) < fewestEvents) return [];
    const at = (by: number) => known.map((_, i) => hours.counts[first + i + by - hours.first] ?? 0);
    const { by, moved } = hourShift(known, at, { mostHours, leastMoved });
    return [gateNotice('clock', 'events-shifted', by !== 0, { of: 'past', hours: by, moved })];
  });
}

/** Events of the last week by hour of the day, day by day, beside those of the month before each earlier run. */
function latestEvents({ profile, references, hours }: Observed): readonly ScoringFinding[] {
  const { before, training, accepted } = references;
  // Until the month that runs are compared by is of the hours that somebody let pass.
  if (accepted.some(({ gate, asOf }) => gate === 'clock' && asOf > profile.asOf - month)) return [];
  const usual = [...before, ...(training ? [training] : [])].flatMap((run) => {
    const { asOf, hours: known } = run.profile.now;
    const counts = known && asOf <= profile.asOf ? byHourOfDay(known) : [];
    return sum(counts) >= fewestEvents ? [counts] : [];
  });
  if (usual.length === 0 || !hours) return [];
  const days = wholeDays(latestHours(hours, 8 * 24)).filter((day) => sum(day) >= fewestOfDay);
  const shifts = days.map((day) => usual.map((counts) => shiftOfDay(counts, day)));
  // What one of the earlier runs was used to is no shift.
  const ofDays = shifts.map((all) => (all.every(({ by }) => by !== 0) ? all[0]!.by : 0));
  const agreeing = (by: number) => ofDays.filter((other) => other !== 0 && Math.abs(other - by) <= 1).length;
  const by = ofDays.reduce(
    (most, one) => (one !== 0 && (most === 0 || agreeing(one) > agreeing(most)) ? one : most),
    0,
  );
  const blocked = by !== 0 && days.length >= fewestDays && agreeing(by) >= mostOfDays * days.length;
  const moved = Math.max(0, ...shifts.map((all) => all[0]!.moved));
  return [gateNotice('clock', 'events-shifted', blocked, { of: 'latest', hours: blocked ? by : 0, moved })];
}

function shiftOfDay(usual: readonly number[], day: readonly number[]) {
  const at = (by: number) => day.map((_, hour) => day[(hour + by + 24) % 24]!);
  return hourShift(usual, at, { mostHours: 12, leastMoved: leastMovedOfDay });
}

function byHourOfDay({ first, counts }: EventHours): readonly number[] {
  const of = new Array<number>(24).fill(0);
  counts.forEach((count, i) => {
    of[(first + i) % 24]! += count;
  });
  return of;
}

/** Whole UTC days, by hour. */
function wholeDays({ first, counts }: EventHours): readonly (readonly number[])[] {
  const days: (readonly number[])[] = [];
  for (let at = (24 - (first % 24)) % 24; at + 24 <= counts.length; at += 24) days.push(counts.slice(at, at + 24));
  return days;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
