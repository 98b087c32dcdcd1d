import { sortedByOutcome } from '../../flatFile/sortedByOutcome.ts';
import { percent } from '../../text/format.ts';
import type { FlatTable } from './flatTable.ts';

/** Standard errors from which on two base rates are said to differ. */
const beyondChance = 4;

interface Share {
  readonly rows: number;
  readonly positives: number;
}

/** How the base rate moved from the training to the test rows, where it moved beyond chance, or that the rows are sorted by their outcome; empty elsewhere. */
export function driftSentence({ split, splitKind, label, file, inFileOrder }: FlatTable): string {
  const labelled = inFileOrder.subarray(0, file.firstRows).filter((row) => label.known[row] === 1);
  if (splitKind !== 'time' && sortedByOutcome(label.values, labelled))
    return splitKind === 'hash'
      ? 'The rows are sorted by the outcome, so their order is not that of time. That does no harm here: they are split by a hash.'
      : 'The rows are sorted by the outcome, so their order is not that of time, and the sides of the split cannot be compared: use --split hash';
  const before = shareOf(label.values, split.train);
  const after = shareOf(label.values, split.test);
  if (!differ(before, after)) return orderSentence(splitKind, label.values, labelled);
  return `The world has moved: the base rate is ${rate(before)} in the training rows and ${rate(after)} in the test rows. Probabilities learnt from the earlier rows are off in level on later ones; a random split would hide it.`;
}

/** A split by hash hides what the order of the rows may show. */
function orderSentence(kind: FlatTable['splitKind'], label: Uint8Array, all: Int32Array): string {
  if (kind !== 'hash') return '';
  const first = shareOf(label, all.subarray(0, Math.floor(0.6 * all.length)));
  const last = shareOf(label, all.subarray(Math.floor(0.8 * all.length)));
  if (!differ(first, last)) return '';
  return `The base rate is ${rate(first)} in the first 60% of the rows and ${rate(last)} in the last 20%. If the rows are in the order of time, these figures hide a drift: use --split order`;
}

function shareOf(label: Uint8Array, rows: Int32Array): Share {
  return { rows: rows.length, positives: rows.reduce((sum, row) => sum + label[row]!, 0) };
}

function rate({ rows, positives }: Share): string {
  return percent(positives / rows, 1);
}

/** By the pooled z statistic of two proportions. */
function differ(a: Share, b: Share): boolean {
  const pooled = (a.positives + b.positives) / (a.rows + b.rows);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.rows + 1 / b.rows));
  return Math.abs(a.positives / a.rows - b.positives / b.rows) > beyondChance * error;
}
