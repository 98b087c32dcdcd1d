import { describe, expect, test } from 'vitest';
import { speakingAgainst, speakingFor } from '../../src/explain/arrange.ts';
import type { Reason } from '../../src/ranking/ranking.ts';
import { rankingCsv } from '../../src/report/csv.ts';
import { renderRankedAccountsReport } from '../../src/report/rankedAccountsReport.ts';
import { exclusionReasons } from '../../src/snapshot/ledger.ts';
import { sampleRankedAccountsReport } from './sampleReports.ts';
import { textOf } from './textOf.ts';

const data = sampleRankedAccountsReport(120);

describe('renderRankedAccountsReport', () => {
  const text = textOf(renderRankedAccountsReport(data));

  test('says what to expect of calls, in people, and of the first accounts, in accounts', () => {
    const best = data.contacts.map(({ probability }) => probability).slice(0, 40);
    const people = best.reduce((sum, p) => sum + p, 0);
    const mean = data.expectedConversions / data.totalContacts;
    expect(text).toContain(`This week: 40 calls ${people.toFixed(1)} people expected to convert`);
    expect(text).toContain(
      `${(people / 40).toFixed(2)} per call, ${(people / 40 / mean).toFixed(1)}× as many as by calling at random`,
    );
    const accounts = data.accounts.slice(0, 20);
    const converting = accounts.reduce((sum, { probability }) => sum + probability, 0);
    const contacts = accounts.reduce((sum, { eligibleContacts }) => sum + eligibleContacts, 0);
    expect(text).toContain(
      `First 20 accounts ${converting.toFixed(1)} accounts expected to convert, at which at least one of ${contacts} people does`,
    );
    expect(text).toContain(data.trust);
    expect(text).toContain('in the 60 days from 1 March 2026, that is until 30 April 2026');
  });

  test('counts nobody without an account as an account among those to call', () => {
    const contacts = data.week.contacts.map((contact, i) =>
      i < 3 ? { ...contact, accountId: null, accountName: null, unitId: contact.contactId } : contact,
    );
    const accounts = new Set(contacts.flatMap(({ accountId }) => accountId ?? [])).size;
    const page = (of: typeof contacts) =>
      textOf(renderRankedAccountsReport({ ...data, week: { ...data.week, contacts: of } }));
    expect(page(contacts)).toContain(`The most promising people at ${accounts} accounts (3 people have no account):`);
    expect(page(contacts.slice(0, 3))).toContain('The most promising people: as many as');
  });

  test('counts people and accounts apart, and explains a fit only where there is one', () => {
    expect(text).toContain(`${data.totalContacts} people and ${data.totalAccounts} accounts, the most promising first`);
    const withFit = (fit: number | null) =>
      textOf(
        renderRankedAccountsReport({
          ...data,
          contacts: data.contacts.map((contact) => ({ ...contact, standing: { ...contact.standing, fit } })),
        }),
      );
    expect(withFit(91)).toContain('1 in the last 7 days, 2 in the last 30, 3 in the last 90, 4 before that or never');
    expect(withFit(null)).not.toContain('4 before that or never');
  });

  test('says what changed since the list before, and who is new among this week’s calls', () => {
    expect(text).toContain(
      'Since the list of 22 February 2026: 3 people new, 2 gone (2 must not be approached), 4 up a tier',
    );
    const before = new Map([...data.changes!.contacts].map(([id, { before }]) => [id, before]));
    const came = data.week.contacts.filter(
      ({ contactId }) => before.has(contactId) && (before.get(contactId)?.rank ?? Number.POSITIVE_INFINITY) > 40,
    );
    expect(came.length).toBeGreaterThan(8);
    expect(text).toContain(
      `${came.length} people of this week’s calls were not among the first 40 on 22 February 2026`,
    );
    expect(text).toContain('was 5.0% at rank 42; up mostly because of what happened since');
    const first = textOf(renderRankedAccountsReport({ ...data, changes: null }));
    expect(first).not.toContain('What changed');
  });

  test('says what became of an earlier list, part by part', () => {
    expect(text).toContain(
      'On 31 December 2025 we listed the first 200: expected 31 (21–41), 27 converted, as expected.',
    );
    expect(text).toContain('Tier A 60 18 (11 to 25) 30 30% 50% more than expected');
    expect(text).toContain('Never contacted 90 18 (11 to 26) 4 20% 4.4% fewer than expected');
    expect(textOf(renderRankedAccountsReport({ ...data, lastOutcomes: null }))).not.toContain('an earlier list');
  });

  test('counts everyone who is not on the list', () => {
    const { considered, kept, excluded } = data.ledger;
    expect(Object.values(excluded).reduce((sum, count) => sum + count, kept)).toBe(considered);
    for (const count of Object.values(excluded)) expect(text).toContain(` ${count.toLocaleString('en-US')} `);
    expect(text).toContain(`Everyone ${considered.toLocaleString('en-US')} `);
    expect(text).not.toContain('Not accounted for');
  });

  test('has plain words for every reason to be left out', () => {
    const reasons = Object.keys(exclusionReasons);
    const excluded = Object.fromEntries(reasons.map((reason, i) => [reason, i + 1]));
    const considered = Object.values(excluded).reduce((sum, count) => sum + count, 0);
    const ledger = { considered, kept: 0, excluded };
    const rows = textOf(renderRankedAccountsReport({ ...data, ledger })).match(
      /Left out Why People (.*) On the list/,
    )![1]!;
    expect(rows.split(/ \d+ /).length).toBe(reasons.length);
    expect(rows).not.toContain('undefined');
  });

  test('uses no jargon', () => {
    const plain = text.toLowerCase();
    for (const word of ['calibrat', 'log-odds', 'margin', 'snapshot', 'horizon', 'auc', 'brier', 'percentile', 'shap'])
      expect(plain).not.toContain(word);
  });

  test('warns of a fallback, and only of one', () => {
    expect(text).not.toContain('too little data');
    expect(textOf(renderRankedAccountsReport({ ...data, fallback: true }))).toContain('Points score: too little data');
  });

  test('says what it does not show', () => {
    const contacts = data.contacts.filter(({ accountId }) => accountId !== data.accounts[0]!.accountId).slice(0, 50);
    const partial = textOf(renderRankedAccountsReport({ ...data, contacts, totalAccounts: 4012 }));
    expect(partial).toContain('hold the same rows: the first 120 of 4,012 accounts with the best 50 of 366 people');
    expect(partial).toMatch(/\d+ more (person|people) of this account (is|are) eligible but not shown here/);
    expect(text).toContain('hold the same rows: all 120 accounts with all 366 people. So do');
  });

  test('works with nobody, with one account, and with people alone', () => {
    const nobody = textOf(
      renderRankedAccountsReport({ ...data, accounts: [], contacts: [], totalAccounts: 0, totalContacts: 0 }),
    );
    expect(nobody).toContain('Nobody is on the list');
    const one = sampleRankedAccountsReport(1);
    expect(textOf(renderRankedAccountsReport(one))).toMatch(/people and 1 account, the most promising first/);
    expect(textOf(renderRankedAccountsReport(one))).toContain('The first account');
    const alone = data.contacts.slice(0, 3).map((contact) => ({ ...contact, accountId: null, accountName: null }));
    const people = textOf(renderRankedAccountsReport({ ...data, accounts: [], contacts: alone, totalContacts: 3 }));
    expect(people).toContain('Ranked people');
    for (const { contactName } of alone) expect(people).toContain(contactName);
    const mixed = textOf(renderRankedAccountsReport({ ...data, contacts: [...data.contacts, alone[0]!] }));
    expect(mixed).toContain('People without an account');
  });

  test('of 20,000 contacts stays below 5 MB, holds the best of each account and says how many it does not', () => {
    const sample = sampleRankedAccountsReport(1000);
    const accounts = sample.accounts.map((account) => ({ ...account, eligibleContacts: 20 }));
    const template = new Map(sample.contacts.map((contact) => [contact.accountId, contact]));
    const contacts = accounts.flatMap(({ accountId }) =>
      Array.from({ length: 20 }, (_, i) => ({ ...template.get(accountId)!, contactName: `Person ${i + 1}` })),
    );
    expect(contacts).toHaveLength(20_000);
    const many = { ...sample, accounts, contacts, totalContacts: 20_000 };
    const html = renderRankedAccountsReport(many);
    expect(Buffer.byteLength(html)).toBeLessThan(5e6);
    const page = textOf(html);
    // The first 50 accounts stand in the page, the others are packed.
    expect(page.match(/Person 9 /g)!.length).toBeGreaterThanOrEqual(50);
    expect(page).not.toContain('Person 10 ');
    expect(page).toContain('11 more people of this account are eligible but not shown here');
    expect(page).toContain('hold the same rows: all 1,000 accounts with the best 9,000 of 20,000 people.');
    // The file beside the page has the very same rows.
    const csv = rankingCsv(many);
    expect(csv.match(/Person 9,/g)).toHaveLength(1000);
    expect(csv).not.toContain('Person 10,');
    const alone = contacts.map((contact) => ({ ...contact, accountId: null, accountName: null }));
    const mixed = renderRankedAccountsReport({ ...sample, contacts: alone });
    expect(Buffer.byteLength(mixed)).toBeLessThan(5e6);
    expect(textOf(mixed)).toContain('1,450 more people are in the CSV file.');
  });

  test('shows a dash for what is unknown and falls back to what names it', () => {
    const [first] = data.accounts;
    const accounts = [
      {
        ...first!,
        accountName: null,
        domain: null,
        probability: Number.NaN,
        expectedConversions: Number.NaN,
        reasons: [],
      },
    ];
    const contacts = [
      { ...data.contacts[0]!, accountId: first!.accountId, contactName: null, title: null, asOf: Number.NaN },
    ];
    const page = textOf(
      renderRankedAccountsReport({ ...data, accounts, contacts, totalAccounts: 1, expectedConversions: Number.NaN }),
    );
    expect(page).toMatch(new RegExp(`1 ${first!.accountId} .*– – Tier`));
    expect(page).toContain('Nothing stands out');
    expect(page).toContain(`${contacts[0]!.contactId} no title known`);
    expect(page).not.toMatch(/NaN|undefined|Infinity|null/);
  });
});

test('reasons are told apart by their direction, strongest first, trifles left out', () => {
  const reason = (group: string, contribution: number): Reason => ({ group, contribution, sentence: group });
  const reasons = [
    reason('a', 0.2),
    reason('b', -0.9),
    reason('c', 1.1),
    reason('d', 0.01),
    reason('e', -0.01),
    reason('f', Number.NaN),
  ];
  expect(speakingFor(reasons).map(({ group }) => group)).toEqual(['c', 'a']);
  expect(speakingAgainst(reasons).map(({ group }) => group)).toEqual(['b']);
});
