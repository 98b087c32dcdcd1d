import { expect, test } from 'vitest';
import type { Feature } from '../../src/features/feature.ts';
import { labelOfKind } from '../../src/features/vocabulary/kindLabels.ts';
import { parseNumber } from '../../src/features/vocabulary/parseNumber.ts';
import { valueSentence } from '../../src/features/wording/valueSentence.ts';
import { foldedFeatures, origin } from './smallCrm.ts';

test.each([
  ['email_open', 'e-mail open', 'E-mail'],
  ['EmailOpened', 'e-mail open', 'E-mail'],
  ['e-mail reply', 'e-mail reply', 'E-mail'],
  ['pricing.page/view', 'pricing page visit', 'Pricing page visits'],
  ['whitepaper_enquiry', 'whitepaper enquiry', 'Whitepaper enquiries'],
  ['newsletter_signup', 'newsletter signup', 'Newsletter signups'],
  ['booth_pass', 'booth pass', 'Booth passes'],
  ['Öffnung', 'öffnung', 'Öffnungs'],
  ['constructor', 'constructor', 'Constructors'],
  ['__', '“__” event', '“__” events'],
])('%s is called %s', (kind, one, group) => {
  expect(labelOfKind(kind)).toMatchObject({ one, group });
});

const { features } = foldedFeatures(
  {
    accounts: [{ id: 'a', createdAt: 0, attributes: {} }],
    contacts: [{ id: 'p', account: 'a', createdAt: 0, title: null, emailDomain: null, attributes: {} }],
    events: ['email_open', 'webinar_attended'].map((kind) => {
      return { id: null, contact: 'p', occurredAt: 1, ingestedAt: Number.NaN, kind, value: 1 };
    }),
    opportunities: [],
    history: [],
  },
  [{ contact: 'p', asOf: origin }],
  { lookbackDays: [7, 30], knownBefore: origin },
);
const feature = (name: string): Feature => features.find((candidate) => candidate.name === name)!;

test.each([
  ['count:email_open:30d', 4, '4 e-mail opens in the last 30 days'],
  ['count:email_open:30d', 1, '1 e-mail open in the last 30 days'],
  ['count:email_open:30d', 0, 'no e-mail opens in the last 30 days'],
  ['recency:webinar_attended', 12.9, 'last webinar attended 12 days ago'],
  ['recency:webinar_attended', 0.4, 'last webinar attended less than a day ago'],
  ['recency:webinar_attended', 1, 'last webinar attended 1 day ago'],
  ['recency:webinar_attended', null, 'no webinars attended so far'],
  ['recency:webinar_attended', Number.NaN, 'no webinars attended so far'],
  ['activity:trend', 0.2, 'more activities in the last 7 days than before'],
  ['activity:trend', 1, 'more activities in the last 7 days than before'],
  ['activity:trend', -2, 'fewer activities in the last 7 days than before'],
  ['activity:trend', 0, 'as many activities in the last 7 days as before'],
  ['value:webinar_attended:7d', 59.999, 'total value of webinars attended in the last 7 days: 60'],
  ['value:webinar_attended:7d', -0.5, 'total value of webinars attended in the last 7 days: -0.5'],
  ['valueMax:webinar_attended:7d', 59.999, 'greatest value of webinars attended in the last 7 days: 60'],
  ['valueMax:webinar_attended:7d', null, 'no value of webinars attended in the last 7 days'],
  ['valueLast:webinar_attended', 12.5, 'value of the last webinar attended: 12.5'],
  ['valueLast:webinar_attended', null, 'no value of webinars attended so far'],
  ['activity:burst', 0, 'no active day in the last 30 days'],
  ['activity:burst', 1, '1 active day in the busiest week of the last 30 days'],
  ['activity:burst', 5, '5 active days in the busiest week of the last 30 days'],
  ['activity:gap:longest', 1, 'active on consecutive days in the last 30 days'],
  ['activity:gap:longest', 9, 'up to 9 days from one active day to the next in the last 30 days'],
  ['activity:gap:longest', null, 'fewer than two active days in the last 30 days'],
  ['activity:gap:variation', 0, 'active at even intervals in the last 30 days'],
  ['activity:gap:variation', 1, 'how uneven the gaps between active days in the last 30 days are: 1'],
  ['activity:gap:variation', 0.51239, 'how uneven the gaps between active days in the last 30 days are: 0.51'],
  ['activity:gap:variation', null, 'fewer than three active days in the last 30 days'],
  ['engagement:people:7d', 1, '1 active person at the account in the last 7 days'],
  ['engagement:people:7d', 0, 'no active people at the account in the last 7 days'],
  ['engagement:people:30d', null, 'no account known'],
  ['engagement:departments:30d', 3, '3 departments active at the account in the last 30 days'],
  ['engagement:seniorities:30d', 1, '1 seniority level active at the account in the last 30 days'],
  ['engagement:awake', 0, 'nobody at the account was active in the last 30 days'],
  ['engagement:awake', 1, 'everybody at the account was active in the last 30 days'],
  ['engagement:awake', 2 / 3, '67% of the company active in the last 30 days'],
  ['engagement:awake', null, 'no account known'],
  ['tenure:contact', 400.2, 'entered the CRM 400 days ago'],
  ['colleagues:people:30d', 2, '2 active colleagues in the last 30 days'],
  ['colleagues:people:30d', null, 'no account with colleagues known'],
  ['title:seniority', 'Director level', 'seniority: Director level'],
  ['account:industry', '{value}$&', 'industry: {value}$&'],
  ['account:industry', null, 'industry unknown'],
])('%s of %s reads: %s', (name, value, sentence) => {
  expect(valueSentence(feature(name), value)).toBe(sentence);
});

test('names and hashes are unique, and every description is complete', () => {
  expect(new Set(features.map(({ name }) => name)).size).toBe(features.length);
  expect(new Set(features.map(({ hash }) => hash)).size).toBe(features.length);
  for (const { hash, group, sentence } of features) {
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(group).toMatch(/^\p{Lu}/u);
    expect(sentence).not.toBe('');
  }
});

test.each([
  ['12', 12],
  [' -1250.5 ', -1250.5],
  ['2e3', 2000],
  ['-0', 0],
])('%j is a number', (text, number) => {
  expect(parseNumber(text)).toBe(number);
});

test.each(['', ' ', 'abc', '0x10', '1,5', 'NaN', 'Infinity', '1e999', '1_000', '--1', '1e'])('%j is none', (text) => {
  expect(parseNumber(text)).toBeNaN();
});
