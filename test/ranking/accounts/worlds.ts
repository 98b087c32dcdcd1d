import { Random } from '../../../src/numeric/random.ts';
import { accountLabels, accountRows } from '../../../src/ranking/accounts/accountRows.ts';
import type { LabelledAccounts } from '../../../src/ranking/accounts/rollUp.ts';

/** What of the contacts of an account converts; `effect` is the account's own, of mean 1. */
type World = (random: Random, probability: Float64Array, effect: number) => readonly boolean[];

/** Accounts whose contacts have true probabilities of their own, and convert together in a known way. */
export const worlds = {
  independent: (random, probability) => Array.from(probability, (p) => random.next() < p),
  /** The effect multiplies hazards; those without it are such that each contact's own probability stays. */
  'shared effect': (random, probability, effect) =>
    Array.from(probability, (p) => random.next() < -Math.expm1(-effect * (1 / (1 - p) - 1))),
  'one buyer': (random, probability) => {
    let left = random.next();
    return Array.from(probability, (p) => {
      const converts = left >= 0 && left < p;
      left -= p;
      return converts;
    });
  },
  'as one': (random, probability) => {
    const draw = random.next();
    return Array.from(probability, (p) => draw < p);
  },
} as const satisfies Readonly<Record<string, World>>;

/** Past accounts of a world; the account's effect, exponential of mean 1, is its activity where `seen`. */
export function accountsOf(
  world: keyof typeof worlds,
  { accounts, seed, seen = false }: { readonly accounts: number; readonly seed: number; readonly seen?: boolean },
): LabelledAccounts {
  const random = new Random(seed);
  const rows: { account: number; probability: number; label: number; activity: number }[] = [];
  for (let account = 0; account < accounts; account++) {
    const size = 1 + random.integer(8);
    const effect = random.exponential();
    const probability = Float64Array.from({ length: size }, () => Math.min(0.12, 0.1 * random.exponential()));
    const converts = worlds[world](random, probability, effect);
    converts.forEach((did, at) => {
      rows.push({
        account,
        probability: probability[at]!,
        label: Number(did),
        activity: seen ? effect : random.next(),
      });
    });
  }
  const grouped = accountRows(
    {
      account: Int32Array.from(rows, (row) => row.account),
      asOf: new Float64Array(rows.length),
      probability: Float64Array.from(rows, (row) => row.probability),
      table: {
        rows: rows.length,
        columns: [{ kind: 'number', name: 'activity', values: Float64Array.from(rows, (row) => row.activity) }],
      },
    },
    ['activity'],
  );
  return {
    rows: grouped,
    label: accountLabels(
      grouped,
      Uint8Array.from(rows, (row) => row.label),
    ),
    unit: grouped.account,
  };
}
