import { sortedByOutcome } from '../../flatFile/sortedByOutcome.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { FlatTable } from './flatTable.ts';

/** Standard errors from which on two base rates are said to differ. */
const beyondChance = 4;

interface Share {
  readonly rows: number;
  readonly positives: number;
}

/** How the base rate moved from the training to the test rows, where it moved beyond chance, or that the rows are sorted by their outcome; null elsewhere. */
export function driftWarning({ split, splitKind, label, file, inFileOrder }: FlatTable): Notice | null {
  const labelled = inFileOrder.subarray(0, file.firstRows).filter((row) => label.known[row] === 1);
  if (splitKind !== 'time' && sortedByOutcome(label.values, labelled))
    return notice('sorted-by-outcome', { splitByHash: splitKind === 'hash' });
  const before = shareOf(label.values, split.train);
  const after = shareOf(label.values, split.test);
  if (!differ(before, after)) return orderWarning(splitKind, label.values, labelled);
  return notice('base-rate-moved', { train: rate(before), test: rate(after) });
}

/** A split by hash hides what the order of the rows may show. */
function orderWarning(kind: FlatTable['splitKind'], label: Uint8Array, all: Int32Array): Notice | null {
  if (kind !== 'hash') return null;
  const first = shareOf(label, all.subarray(0, Math.floor(0.6 * all.length)));
  const last = shareOf(label, all.subarray(Math.floor(0.8 * all.length)));
  if (!differ(first, last)) return null;
  return notice('base-rate-by-order', { first: rate(first), last: rate(last) });
}

function shareOf(label: Uint8Array, rows: Int32Array): Share {
  return { rows: rows.length, positives: rows.reduce((sum, row) => sum + label[row]!, 0) };
}

function rate({ rows, positives }: Share): number {
  return positives / rows;
}

/** By the pooled z statistic of two proportions. */
function differ(a: Share, b: Share): boolean {
  const pooled = (a.positives + b.positives) / (a.rows + b.rows);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.rows + 1 / b.rows));
  return Math.abs(a.positives / a.rows - b.positives / b.rows) > beyondChance * error;
}
