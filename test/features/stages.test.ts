import { expect, test } from 'vitest';
import { furthestStage } from '../../src/features/definitions/furthestStage.ts';
import { stagePace } from '../../src/features/definitions/stagePace.ts';
import { cellsOfRow, missing, numberCell } from '../../src/features/pointInTime/cells.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import type { InventedCrm } from '../../src/features/pointInTime/inventedCrm.ts';
import { day, foldedFeatures } from './smallCrm.ts';

const event = (kind: string, daysAgo: number, ingestedAt = Number.NaN) => ({
  ...{ id: null, contact: 'p', occurredAt: cutoff - daysAgo * day, ingestedAt, kind, value: Number.NaN },
});

/** Of the stages page_view, webinar_registered and webinar_attended: attended once before registering, and again after it. */
const company: InventedCrm = {
  accounts: [],
  contacts: [{ id: 'p', account: null, title: null, emailDomain: null, attributes: {}, createdAt: cutoff - 300 * day }],
  events: [
    ...[event('webinar_attended', 50), event('page_view', 40), event('email_open', 35), event('page_view', 30)],
    ...[event('webinar_registered', 25), event('webinar_attended', 22)],
  ],
  opportunities: [],
  history: [],
};

const rowOf = (events: InventedCrm['events'], asOf = cutoff) => {
  const program = { lookbackDays: [30], knownBefore };
  const crm = { ...company, events };
  return Object.fromEntries(
    cellsOfRow(foldedFeatures(crm, [{ contact: 'p', asOf }], program, [furthestStage, stagePace]), 0),
  );
};

test('the furthest stage is that of any event, and steps are timed from first to next', () => {
  expect(rowOf(company.events)).toEqual({
    'stage:furthest': 'level webinar_attended',
    'stage:since': numberCell(50),
    'stage:page_view>webinar_registered': numberCell(15),
    'stage:webinar_registered>webinar_attended': numberCell(3),
  });
  expect(rowOf([event('email_open', 3)])).toEqual({
    'stage:furthest': missing,
    'stage:since': missing,
    'stage:page_view>webinar_registered': missing,
    'stage:webinar_registered>webinar_attended': missing,
  });
});

/** What somebody would compute without asking when it became known. */
const furthestOfAll = (events: InventedCrm['events']) =>
  ['page_view', 'webinar_registered', 'webinar_attended'].findLast((stage) =>
    events.some(({ kind }) => kind === stage),
  );

test('a stage that is reached later, or of which later is heard, is not yet reached; it is where nobody asks when it was known', () => {
  const before = [event('page_view', 9)];
  const events = [...before, event('webinar_attended', -2), event('webinar_registered', 4, cutoff + day)];
  expect(furthestOfAll(events)).not.toBe(furthestOfAll(before));
  expect(rowOf(events)).toEqual(rowOf(before));
  expect(rowOf(events, cutoff + 3 * day)['stage:furthest']).toBe('level webinar_attended');
});
