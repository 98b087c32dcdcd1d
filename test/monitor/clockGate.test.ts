import { describe, expect, it } from 'vitest';
import type { EventHours } from '../../src/monitor/feedPulse.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';
import { blockedFindings, blockedGates, day, observed, today, yesterday } from './observed.ts';

const hour = day / 24;

/** Events by hour in the 40 days before an instant, so many a day by hour of the day and days before it. */
function hoursBefore(asOf: number, perHour: (hourOfDay: number, daysBefore: number) => number, days = 40): EventHours {
  const end = Math.floor(asOf / hour);
  const first = end - days * 24;
  const counts = Array.from({ length: end - first + 1 }, (_, i) =>
    perHour((first + i) % 24, Math.floor((end - first - i) / 24)),
  );
  return { first, counts };
}

const office = (of: number) => (of >= 8 && of < 18 ? [10, 20, 30, 20, 10, 10, 20, 25, 15, 5][of - 8]! : 0);
const mod = (of: number) => (of + 48) % 24;
const known = (hours: EventHours) => {
  const left = hours.counts.length - 720;
  return { first: hours.first + left, counts: hours.counts.slice(left) };
};
/** A feed by its hours, as yesterday's scoring saw it, and as it is seen today. */
const seen = (was: Parameters<typeof hoursBefore>[1], is: Parameters<typeof hoursBefore>[1]) =>
  observed({ before: { hours: known(hoursBefore(yesterday, was)) }, hours: hoursBefore(today, is) });

describe('the gate of the clock', () => {
  it('passes on the same feed a day later, however it is spread', () => {
    const random = new Random(1);
    const noise = Array.from({ length: 5000 }, () => Math.floor(60 * random.next()));
    const end = Math.floor(today / hour);
    const steady = (asOf: number) => {
      const all = hoursBefore(asOf, () => 0);
      return { ...all, counts: all.counts.map((_, i) => noise[end - all.first - i + 100]!) };
    };
    expect(blockedGates(seen(office, office))).toEqual([]);
    expect(blockedGates(observed({ before: { hours: known(steady(yesterday)) }, hours: steady(today) }))).toEqual([]);
  });

  it.each([2, 8, -8, 11])('is blocked where all events are dated %i hours later', (by) => {
    const of = seen(office, (at) => office(mod(at - by)));
    expect(blockedFindings(of)).toMatchObject([{ gate: 'clock', figures: { of: 'past', hours: by } }]);
  });

  it('is blocked where a feed that is as busy by night is dated anew', () => {
    const random = new Random(2);
    const noise = Array.from({ length: 5000 }, () => Math.floor(10 * random.next()));
    const end = Math.floor(today / hour);
    const steady = (asOf: number, by: number) => {
      const all = hoursBefore(asOf, () => 0);
      return { ...all, counts: all.counts.map((_, i) => noise[end - all.first - i + by + 100]!) };
    };
    const of = observed({ before: { hours: known(steady(yesterday, 0)) }, hours: steady(today, 8) });
    expect(blockedFindings(of)).toMatchObject([{ gate: 'clock', figures: { of: 'past', hours: 8 } }]);
  });

  it('passes on the hour that daylight saving shifts', () => {
    expect(blockedGates(seen(office, (at) => office(mod(at - 1))))).toEqual([]);
    expect(blockedGates(seen(office, (at) => office(mod(at + 1))))).toEqual([]);
  });

  it('passes on a company of too few events', () => {
    // Of the 720 hours of the month, those from which 14 hours either way are left are compared: 691, 28 days of them.
    const few = (perDay: number, by: number) => (at: number) => (mod(at - by) === 12 ? perDay : 0);
    expect(blockedGates(seen(few(7, 0), few(7, 8)))).toEqual([]);
    expect(blockedGates(seen(few(8, 0), few(8, 8)))).toEqual(['clock']);
  });

  it('is blocked where the events of most days of the week come at other hours, and not of fewer', () => {
    const since = (days: number) => (at: number, before: number) => office(before < days ? mod(at - 8) : at);
    expect(blockedGates(seen(office, since(4)))).toEqual([]);
    expect(blockedFindings(seen(office, since(7)))).toMatchObject([
      { gate: 'clock', figures: { of: 'latest', hours: 8 } },
    ]);
  });

  it('passes on one mailing at an unusual hour, and on a week-end without office hours', () => {
    const mailing = (at: number, before: number) => office(at) + (before === 2 && at === 20 ? 2000 : 0);
    expect(blockedGates(seen(office, mailing))).toEqual([]);
    const weekend = (at: number, before: number) => (before % 7 < 2 ? (at % 3 === 0 ? 4 : 0) : office(at));
    expect(blockedGates(seen(weekend, weekend))).toEqual([]);
  });

  it('asks no more of the latest events for a month once somebody has accepted it', () => {
    const since = (at: number, before: number) => office(before < 8 ? mod(at - 8) : at);
    const accepted = (asOf: number) => [{ gate: 'clock' as const, runId: 'r', asOf }];
    const of = { before: { hours: known(hoursBefore(yesterday, office)) }, hours: hoursBefore(today, since) };
    expect(blockedGates(observed({ ...of, accepted: accepted(today - 30 * day) }))).toEqual(['clock']);
    expect(blockedGates(observed({ ...of, accepted: accepted(today - 29 * day) }))).toEqual([]);
  });

  it('is not blocked by chance, whatever the size, the mailings, the nights and the hour of daylight saving', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), fc.boolean(), (size, seed, summer) => {
        const random = new Random(seed);
        const night = random.next() * 0.3;
        const end = Math.floor(today / hour);
        const drawn = Array.from({ length: 60 * 24 }, (_, back) => {
          const at = end - back;
          const weekend = Math.floor(at / 24) % 7 < 2 ? 0.2 : 1;
          const local = summer && back < 5 * 24 ? mod((at % 24) - 1) : at % 24;
          const mailing = random.next() < 0.004 ? 40 * size : 0;
          const mean = (weekend * size * (office(local) + night * 15)) / 20;
          return mailing + Math.floor(mean * (0.4 + 1.2 * random.next()) + random.next());
        });
        const of = (asOf: number) => {
          const all = hoursBefore(asOf, () => 0);
          return { ...all, counts: all.counts.map((_, i) => drawn[end - all.first - i]!) };
        };
        const before = { hours: known(of(yesterday)) };
        expect(blockedGates(observed({ before, hours: of(today) }))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
