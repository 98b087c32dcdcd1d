import { describe, expect, it } from 'vitest';
import { serviceLevelsSchema } from '../../../src/config/serviceLevels.ts';
import { deadlineOf, workingHours } from '../../../src/qualification/serviceLevels/workingHours.ts';
import { parseInstant } from '../../../src/time/instant.ts';

const stages = { accepted: { hours: 8 } };
const calendar = (declared: object) => workingHours(serviceLevelsSchema.parse({ stages, ...declared }));

const berlin = calendar({
  zone: 'Europe/Berlin',
  holidays: ['2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25'],
});
const newYork = calendar({ zone: 'America/New_York', holidays: ['2026-11-26'] });
const kolkata = calendar({
  zone: 'Asia/Kolkata',
  week: { monday: ['09:30-13:00', '14:00-18:30'], saturday: '10:00-12:00' },
});
const auckland = calendar({ zone: 'Pacific/Auckland' });
const fixed = calendar({ zone: '-03:30' });
const always = { monday: '00:00-24:00', tuesday: '00:00-24:00', saturday: '00:00-24:00', sunday: '00:00-24:00' };
const berlinNights = calendar({ zone: 'Europe/Berlin', week: always });
const berlinNightShift = calendar({ zone: 'Europe/Berlin', week: { sunday: '01:00-05:00' } });
const lordHowe = calendar({ zone: 'Australia/Lord_Howe', week: { sunday: '00:00-24:00' } });

/**
 * Worked out by hand with a paper calendar and the dates of the clock changes of the IANA time zone database: Berlin on 29 March (02:00 to 03:00) and 25 October 2026 (03:00 to 02:00), New York on
 * 8 March and 1 November 2026, Auckland (UTC+13 in summer) on 5 April 2026, Lord Howe Island by half an hour on 5 April 2026.
 */
const table: readonly [string, ReturnType<typeof calendar>, from: string, hours: number, deadline: string][] = [
  ['within a day', berlin, '2026-07-01T08:00:00Z', 4, '2026-07-01T12:00:00Z'],
  ['to the end of the day, not the beginning of the next', berlin, '2026-07-01T07:00:00Z', 8, '2026-07-01T15:00:00Z'],
  ['a microsecond more', berlin, '2026-07-01T07:00:00.000001Z', 8, '2026-07-02T07:00:00.000001Z'],
  ['from the evening', berlin, '2026-07-01T19:30:00Z', 1, '2026-07-02T08:00:00Z'],
  ['from before the morning', berlin, '2026-07-02T03:00:00Z', 1, '2026-07-02T08:00:00Z'],
  ['over a weekend', berlin, '2026-07-03T14:00:00Z', 2, '2026-07-06T08:00:00Z'],
  ['from a Saturday', berlin, '2026-07-04T10:00:00Z', 8, '2026-07-06T15:00:00Z'],
  ['over Easter, two holidays around a weekend', berlin, '2026-04-02T13:00:00Z', 3, '2026-04-07T08:00:00Z'],
  ['a holiday on a Friday', berlin, '2026-04-30T14:30:00Z', 1, '2026-05-04T07:30:00Z'],
  ['two working weeks', berlin, '2026-07-01T07:00:00Z', 80, '2026-07-14T15:00:00Z'],
  [
    'over the change to summer time: winter before, summer after',
    berlin,
    '2026-03-27T15:00:00Z',
    2,
    '2026-03-30T08:00:00Z',
  ],
  ['over the change to winter time', berlin, '2026-10-23T14:00:00Z', 2, '2026-10-26T09:00:00Z'],
  ['a working day of 23 hours', berlinNights, '2026-03-28T23:00:00Z', 23, '2026-03-29T22:00:00Z'],
  ['a working day of 25 hours', berlinNights, '2026-10-24T22:00:00Z', 25, '2026-10-25T23:00:00Z'],
  [
    'a night shift of three hours instead of four',
    berlinNightShift,
    '2026-03-28T12:00:00Z',
    3.5,
    '2026-04-04T23:30:00Z',
  ],
  ['a night shift of five hours', berlinNightShift, '2026-10-24T12:00:00Z', 4.5, '2026-10-25T03:30:00Z'],
  ['New York over the change to summer time', newYork, '2026-03-06T21:00:00Z', 2, '2026-03-09T14:00:00Z'],
  ['New York over the change to winter time', newYork, '2026-10-30T20:30:00Z', 1, '2026-11-02T14:30:00Z'],
  ['New York over Thanksgiving', newYork, '2026-11-25T21:00:00Z', 2, '2026-11-27T15:00:00Z'],
  ['a lunch break and half an hour of offset', kolkata, '2026-07-06T07:00:00Z', 2, '2026-07-06T10:00:00Z'],
  ['two short days in a week', kolkata, '2026-07-06T12:00:00Z', 3.5, '2026-07-13T04:30:00Z'],
  ['a day that begins before that of UTC', auckland, '2026-01-05T19:00:00Z', 1, '2026-01-05T21:00:00Z'],
  ['Auckland over the change to winter time', auckland, '2026-04-03T03:30:00Z', 1, '2026-04-05T21:30:00Z'],
  ['half an hour of change', lordHowe, '2026-04-04T13:00:00Z', 24.5, '2026-04-05T13:30:00Z'],
  ['an offset', fixed, '2026-07-01T12:00:00Z', 1, '2026-07-01T13:30:00Z'],
  ['a leap day', berlin, '2028-02-29T15:00:00Z', 2, '2028-03-01T09:00:00Z'],
];

describe('the deadline of a hand-off', () => {
  it.each(table)('%s', (_, working, from, hours, deadline) => {
    expect(deadlineOf(working, parseInstant(from), hours)).toBe(parseInstant(deadline));
  });
});

describe('declared service levels', () => {
  it.each<[string, object]>([
    ['an abbreviation for a zone', { zone: 'CET' }],
    ['a place that there is not', { zone: 'Europe/Atlantis' }],
    ['hours that end before they begin', { zone: 'UTC', week: { monday: '17:00-09:00' } }],
    ['hours that overlap', { zone: 'UTC', week: { monday: ['09:00-12:00', '11:00-13:00'] } }],
    ['a week without hours', { zone: 'UTC', week: { monday: [] } }],
    ['a day that there is not', { zone: 'UTC', holidays: ['2026-02-30'] }],
    ['no stage', { zone: 'UTC', stages: {} }],
  ])('may not have %s', (_, declared) => {
    expect(serviceLevelsSchema.safeParse({ stages, ...declared }).success).toBe(false);
  });
});
