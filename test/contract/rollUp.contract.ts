import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { type AccountRows, accountLabels, accountRows, contactCounts } from '../../src/ranking/accounts/accountRows.ts';
import type { LabelledAccounts, RollUp } from '../../src/ranking/accounts/rollUp.ts';
import { fc } from '../property/fastCheck.ts';

interface Contact {
  readonly account: number;
  readonly asOf: number;
  readonly probability: number;
  readonly label: number;
  readonly activity: number;
}

const contact: fc.Arbitrary<Contact> = fc.record({
  account: fc.integer({ min: -1, max: 6 }),
  asOf: fc.integer({ min: 0, max: 2 }),
  probability: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1e-300, 0.5)),
  label: fc.nat(1),
  activity: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.NaN)),
});
const contacts = fc
  .array(contact, { minLength: 1, maxLength: 40 })
  .filter((rows) => rows.some((row) => row.account >= 0));

function labelled(rows: readonly Contact[]): LabelledAccounts {
  const grouped = accountRows(
    {
      account: Int32Array.from(rows, (row) => row.account),
      asOf: Float64Array.from(rows, (row) => row.asOf),
      probability: Float64Array.from(rows, (row) => row.probability),
      table: {
        rows: rows.length,
        columns: [{ kind: 'number', name: 'activity', values: Float64Array.from(rows, (row) => row.activity) }],
      },
    },
    ['activity'],
  );
  const label = accountLabels(
    grouped,
    Uint8Array.from(rows, (row) => row.label),
  );
  return { rows: grouped, label, unit: grouped.account };
}

/** A fit gives way to other work at every step, which takes its time. */
const runs = { numRuns: 30 };

const bestOf = ({ start, probability }: AccountRows, row: number) => probability[start[row]!]!;

/** What every way to combine the contacts of an account must do, and be known for; `broken` are parameters its `load` must refuse. */
export function rollUpContract(rollUp: RollUp, broken: readonly unknown[]): void {
  describe(`accounts by ${rollUp.method}`, () => {
    test('is described', () => {
      expect(rollUp.method).toMatch(/^[a-z][a-z-]*$/);
      for (const text of [rollUp.title, rollUp.works, rollUp.formula, rollUp.parameters]) expect(text).toMatch(/\S/);
      expect(rollUp.formula).not.toContain('|');
    });

    test('gives every account a probability that is not below its best contact', async () => {
      await fc.assert(
        fc.asyncProperty(contacts, contacts, async (past, now) => {
          const { rows } = labelled(now);
          const found = (await rollUp.fit(labelled(past))).probabilities(rows);
          expect(found).toHaveLength(rows.rows);
          found.forEach((p, row) => {
            expect(p).toBeGreaterThanOrEqual(bestOf(rows, row));
            expect(p).toBeLessThanOrEqual(1);
          });
        }),
        runs,
      );
    });

    test('learns from one class alone no more than it knows without: no account is above the sum of its contacts', async () => {
      await fc.assert(
        fc.asyncProperty(contacts, fc.nat(1), async (past, label) => {
          const accounts = labelled(past.map((row) => ({ ...row, label })));
          const found = (await rollUp.fit(accounts)).probabilities(accounts.rows);
          const { start, probability } = accounts.rows;
          contactCounts(accounts.rows).forEach((count, row) => {
            const sum = probability.subarray(start[row]!, start[row + 1]!).reduce((all, p) => all + p, 0);
            if (count === 1) expect(found[row]).toBe(bestOf(accounts.rows, row));
            else expect(found[row]).toBeLessThanOrEqual(Math.min(1, sum) * (1 + 1e-12));
          });
        }),
        runs,
      );
    });

    test('gives the same bytes for any order of the contacts', async () => {
      const orders = contacts.chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
      );
      await fc.assert(
        fc.asyncProperty(orders, async ([rows, shuffled]) => {
          const [one, other] = [labelled(rows), labelled(shuffled)];
          const [first, second] = [await rollUp.fit(one), await rollUp.fit(other)];
          expect(canonicalJson(second.parameters())).toBe(canonicalJson(first.parameters()));
          expect(second.probabilities(other.rows)).toEqual(first.probabilities(one.rows));
        }),
        runs,
      );
    });

    test('survives JSON: what is loaded gives the same bits, and reads the same columns', async () => {
      await fc.assert(
        fc.asyncProperty(contacts, contacts, async (past, now) => {
          const fitted = await rollUp.fit(labelled(past));
          const loaded = rollUp.load(JSON.parse(canonicalJson(fitted.parameters())));
          expect([loaded.method, loaded.reads]).toEqual([rollUp.method, fitted.reads]);
          expect(loaded.probabilities(labelled(now).rows)).toEqual(fitted.probabilities(labelled(now).rows));
          expect(canonicalJson(loaded.parameters())).toBe(canonicalJson(fitted.parameters()));
        }),
        runs,
      );
    });

    test('leaves its inputs alone', async () => {
      await fc.assert(
        fc.asyncProperty(contacts, async (past) => {
          const accounts = labelled(past);
          (await rollUp.fit(accounts)).probabilities(accounts.rows);
          expect(accounts).toEqual(labelled(past));
        }),
        runs,
      );
    });

    test.each([undefined, 1, 'x', [], ...broken].map((parameters) => [parameters]))(
      'refuses to load %j',
      (parameters) => {
        expect(() => rollUp.load(parameters)).toThrow(
          expect.objectContaining({ name: 'HandraiseError', code: 'artefact' }),
        );
      },
    );
  });
}
