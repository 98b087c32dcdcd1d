import { expect, it } from 'vitest';
import { microsecondsPerDay, parseInstant } from '../../src/time/instant.ts';
import { zonedClock } from '../../src/time/zonedTime.ts';

const dayOf = (date: string) => parseInstant(date) / microsecondsPerDay;

it.each<[string, zone: string, date: string, minutes: number, instant: string]>([
  ['an ordinary time', 'Europe/Berlin', '2026-07-01', 9 * 60, '2026-07-01T07:00:00Z'],
  ['midnight before a change', 'Europe/Berlin', '2026-03-29', 0, '2026-03-28T23:00:00Z'],
  ['a time that is skipped', 'Europe/Berlin', '2026-03-29', 150, '2026-03-29T01:30:00Z'],
  ['a time that comes twice', 'Europe/Berlin', '2026-10-25', 150, '2026-10-25T00:30:00Z'],
  ['the end of a day of 25 hours', 'Europe/Berlin', '2026-10-25', 24 * 60, '2026-10-25T23:00:00Z'],
  ['a place west of Greenwich', 'America/New_York', '2026-01-01', 0, '2026-01-01T05:00:00Z'],
  ['an offset', '+05:45', '2026-01-01', 0, '2025-12-31T18:15:00Z'],
  // Samoa had no 30 December 2011.
  ['a day that was left out', 'Pacific/Apia', '2011-12-30', 720, '2011-12-30T22:00:00Z'],
])('%s', (_, zone, date, minutes, instant) => {
  expect(zonedClock(zone).instantAt(dayOf(date), minutes)).toBe(parseInstant(instant));
});
