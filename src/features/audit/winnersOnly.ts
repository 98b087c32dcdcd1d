import type { Column } from '../../table/table.ts';
import { isKnown } from '../columns.ts';
import type { OutcomesAhead } from './outcomesAhead.ts';

/** Nearly all of them. */
const nearlyAll = 0.95;
/** Contacts below which it may be chance, and standard errors beyond which it is not. */
const fewest = 10;
const beyondChance = 5;

/**
 * Whether a value that carries no date belongs to those who reached the outcome sooner or later, and hardly anybody else: then
 * it was written down because they did.
 *
 * Seen where at least 10 contacts have a value (or lack one), 95% of them reached the outcome, and that is more than 5 standard errors
 * above the share among all, of which the outcome is the rarer class.
 *
 * @returns `known` when those with a value do, `missing` when those without do, else null.
 */
export function winnersOnly(column: Column, { rows, reached }: OutcomesAhead): 'known' | 'missing' | null {
  const share = reached.reduce((sum, y) => sum + y, 0) / rows.length;
  if (!(share > 0 && share <= 0.5)) return null;
  const counts = { known: 0, missing: 0 };
  const winners = { known: 0, missing: 0 };
  for (const [i, row] of rows.entries()) {
    const side = isKnown(column, row) ? 'known' : 'missing';
    counts[side]++;
    winners[side] += reached[i]!;
  }
  for (const side of ['known', 'missing'] as const) {
    const among = winners[side] / counts[side];
    const error = Math.sqrt((share * (1 - share)) / counts[side]);
    if (counts[side] >= fewest && among >= nearlyAll && among - share > beyondChance * error) return side;
  }
  return null;
}
