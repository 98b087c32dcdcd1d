import { describe, expect, test } from 'vitest';
import { plainAccount } from '../../src/ranking/accountBeside.ts';
import { bestContact } from '../../src/ranking/accounts/bestContact.ts';
import { direct } from '../../src/ranking/accounts/direct.ts';
import { noisyOr } from '../../src/ranking/accounts/noisyOr.ts';
import type { FittedRollUp } from '../../src/ranking/accounts/rollUp.ts';
import { loadRollUp } from '../../src/ranking/accounts/rollUps.ts';
import { rank } from '../../src/ranking/rank.ts';
import { topRows } from '../../src/ranking/ranking.ts';
import type { NumberColumn } from '../../src/table/table.ts';
import { fc } from '../property/fastCheck.ts';
import { accountsOf } from './accounts/worlds.ts';
import { asOf, horizon, type ScoredContact, scored } from './scored.ts';

const contacts = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 4, unit: 'binary' }),
      account: fc.integer({ min: -1, max: 5 }),
      // Few distinct values, so that ties are common.
      probability: fc.oneof(fc.constantFrom(0, 0.1, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      margin: fc.double({ min: -30, max: 30, noNaN: true }),
    }),
    { selector: ({ id }) => id, maxLength: 60 },
  )
  .map((rows): readonly ScoredContact[] => rows);

describe('contacts', () => {
  test('come by probability, ties by id in code-unit order', () => {
    const ranking = rank(
      scored([
        { id: 'b', account: 0, probability: 0.2 },
        { id: 'é', account: 0, probability: 0.7 },
        { id: 'Z', account: -1, probability: 0.7 },
        { id: 'a', account: 1, probability: 0.9 },
        { id: '10', account: 1, probability: 0.2 },
        { id: '9', account: 1, probability: 0.2 },
      ]),
    );
    expect([...ranking.contacts].map(({ rank, contactId }) => [rank, contactId])).toEqual([
      ...[
        [1, 'a'],
        [2, 'Z'],
        [3, 'é'],
        [4, '10'],
        [5, '9'],
        [6, 'b'],
      ],
    ]);
    expect(ranking.expectedConversions).toBeCloseTo(2.9, 12);
  });

  test('carry everything a reader sees', () => {
    const [first] = rank(scored([{ id: 'c', account: 0, probability: 0.8, margin: 1.5, name: 'Ada' }])).contacts;
    expect(first).toEqual({
      rank: 1,
      contactId: 'c',
      contactName: 'Ada',
      title: 'Head of Something',
      accountId: 'account-000000',
      accountName: 'Account 0',
      unitId: 'account-000000',
      probability: 0.8,
      score: 80,
      tier: 'B',
      margin: 1.5,
      baseMargin: -1,
      reasons: [{ group: 'E-mail opens', contribution: 2.5, sentence: 'Row of c', apart: 0 }],
      asOf,
      horizonEnds: asOf + horizon,
      standing: {
        ...{ position: 1, heldBy: [], stage: null, fit: null, grid: null },
        ...{ override: null, segment: null, nextQuestion: null },
      },
    });
    expect([...rank(scored([{ id: 'alone', account: -1, probability: 0.8 }])).contacts][0]).toMatchObject({
      accountId: null,
      accountName: null,
      unitId: 'alone',
    });
  });

  test('are the same list whatever the order of the rows, each on one rank, best first', () => {
    fc.assert(
      fc.property(
        contacts.chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length }),
          ),
        ),
        ([rows, shuffled]) => {
          const ranking = rank(scored(rows));
          const listed = [...ranking.contacts];
          expect(listed.map((row) => row.rank)).toEqual(rows.map((_, i) => i + 1));
          expect(new Set(listed.map((row) => row.contactId))).toEqual(new Set(rows.map((row) => row.id)));
          expect(listed.every((row, i) => i === 0 || comesBefore(listed[i - 1]!, row))).toBe(true);
          expect([...ranking.contacts]).toEqual(listed);
          const again = rank(scored(shuffled));
          expect([...again.contacts]).toEqual(listed);
          expect([...again.accounts]).toEqual([...ranking.accounts]);
        },
      ),
    );
  });

  test('are made only as far as they are asked for', () => {
    const input = scored(
      Array.from({ length: 20_000 }, (_, i) => ({ id: `c${i}`, account: -1, probability: 1 / (i + 2) })),
    );
    let explained = 0;
    const ranking = rank({
      ...input,
      explain: (rows) => {
        explained += rows.length;
        return input.explain(rows);
      },
    });
    expect(topRows(ranking.contacts, 3).map((row) => row.contactId)).toEqual(['c0', 'c1', 'c2']);
    expect(ranking.contacts.length).toBe(20_000);
    expect(explained).toBeLessThan(5_000);
  });

  test('with a probability or a margin that is none are refused, naming who', () => {
    for (const probability of [Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY])
      expect(() => rank(scored([{ id: 'odd', account: 0, probability }]))).toThrow(/odd has probability/);
    expect(() => rank(scored([{ id: 'odd', account: 0, probability: 0.5, margin: Number.NaN }]))).toThrow(
      'odd has margin NaN',
    );
  });

  test('whose reasons do not add up are refused', () => {
    const input = scored([{ id: 'odd', account: 0, probability: 0.5 }]);
    const ranking = rank({ ...input, explain: () => [{ base: 0, reasons: [] }] });
    expect(() => [...ranking.contacts]).toThrow('the reasons of contact odd add up to 0, not 0.5');
  });
});

describe('accounts', () => {
  test('combine their contacts, and show the best of them', () => {
    const [first, second, ...rest] = rank(
      scored([
        { id: 'a', account: 0, probability: 0.5 },
        { id: 'b', account: 0, probability: 0.5 },
        { id: 'c', account: 2, probability: 0.6 },
        { id: 'd', account: -1, probability: 0.99 },
      ]),
    ).accounts;
    expect(first).toEqual({
      rank: 1,
      accountId: 'account-000000',
      accountName: 'Account 0',
      domain: null,
      probability: 0.75,
      score: 70,
      tier: 'C',
      eligibleContacts: 2,
      expectedConversions: 1,
      bestContactId: 'a',
      ...plainAccount,
      reasons: [{ group: 'E-mail opens', contribution: 1.5, sentence: 'Row of a', apart: 0 }],
    });
    expect(second).toMatchObject({ rank: 2, accountId: 'account-000002', probability: 0.6, bestContactId: 'c' });
    expect(rest).toEqual([]);
  });

  test('are at least as likely as their best contact, at most as the sum of all', () => {
    fc.assert(
      fc.property(contacts, (rows) => {
        for (const account of rank(scored(rows)).accounts) {
          const members = rows.filter((row) => `account-00000${row.account}` === account.accountId);
          const probabilities = members.map((row) => row.probability);
          expect(account.probability).toBeGreaterThanOrEqual(Math.max(...probabilities));
          expect(account.probability).toBeLessThanOrEqual(Math.min(1, account.expectedConversions));
          expect(account.probability).toBeCloseTo(1 - probabilities.reduce((none, p) => none * (1 - p), 1), 12);
          expect(account.eligibleContacts).toBe(members.length);
        }
      }),
    );
  });

  test('come by probability, ties by id', () => {
    const accounts = [
      ...rank(scored([2, 1, 0].map((account) => ({ id: `c${account}`, account, probability: 0.3 })))).accounts,
    ];
    expect(accounts.map((account) => account.accountId)).toEqual([
      'account-000000',
      'account-000001',
      'account-000002',
    ]);
  });

  test('are made of their contacts in the way that is given', () => {
    const two = [
      { id: 'a', account: 0, probability: 0.5 },
      { id: 'b', account: 0, probability: 0.5 },
    ];
    const probabilityBy = (rollUp: FittedRollUp) => [...rank(scored(two, { rollUp })).accounts][0]!.probability;
    expect(probabilityBy(noisyOr.load({ dependence: -1 }))).toBe(1);
    expect(probabilityBy(noisyOr.load({ dependence: 0 }))).toBe(0.75);
    expect(probabilityBy(bestContact.load({}))).toBe(0.5);
  });

  test('may be told by what the accounts themselves did, and are refused where that is not known', async () => {
    const rollUp = await direct.fit(accountsOf('shared effect', { accounts: 400, seed: 1, seen: true }));
    const three = ['a', 'b', 'c'].map((id, account) => ({ id, account, probability: 0.1 }));
    const active: NumberColumn = { kind: 'number', name: 'activity', values: Float64Array.of(0, 4, 1) };
    const input = { ...scored(three, { rollUp }), table: { rows: 3, columns: [active] } };
    const accounts = [...rank(input).accounts];
    expect(accounts[0]!.bestContactId).toBe('b');
    expect(accounts[0]!.probability).toBeGreaterThan(0.1);
    // Nobody at the first account did anything, but it is not below its best contact.
    expect(accounts.find(({ bestContactId }) => bestContactId === 'a')!.probability).toBe(0.1);
    expect(() => rank(scored(three, { rollUp }))).toThrow(
      expect.objectContaining({ code: 'artefact', message: expect.stringContaining('activity') }),
    );
  });

  test('are those of older models: noisy-or, then calibrated', () => {
    const rollUp = loadRollUp('corrected-noisy-or', { method: 'platt', parameters: { slope: 0.5, intercept: 0 } });
    const two = ['a', 'b'].map((id) => ({ id, account: 0, probability: 0.5 }));
    const [account] = rank(scored(two, { rollUp })).accounts;
    expect(account!.probability).toBeCloseTo(Math.sqrt(3) / (1 + Math.sqrt(3)), 12);
  });

  test('are none where no contact has one, even without an account reference', () => {
    const ranking = rank(
      scored([{ id: 'a', account: -1, probability: 0.5 }], { accountReference: new Float64Array() }),
    );
    expect([...ranking.accounts]).toEqual([]);
    expect(ranking.accounts.length).toBe(0);
  });
});

function comesBefore(
  a: { probability: number; contactId: string },
  b: { probability: number; contactId: string },
): boolean {
  return a.probability > b.probability || (a.probability === b.probability && a.contactId < b.contactId);
}
