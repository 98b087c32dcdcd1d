import { compareText } from '../../snapshot/ordering.ts';

/** What the source holds of one kind of event. */
export interface KindCount {
  readonly kind: string;
  /** Events known before the run. */
  readonly events: number;
  /** Those of them that carry a value. */
  readonly values: number;
}

/** Kinds that get features of their own; all others count as activity only. */
export interface EventKinds {
  /** Ascending by code unit. */
  readonly names: readonly string[];
  /** Kinds that no feature may use. */
  readonly excluded: readonly string[];
  /** Whether there are events of any other kind. */
  readonly others: boolean;
  /** Per kind its position among the kinds whose values are summed; −1 for the rest. */
  readonly valued: Int32Array;
}

/** Beyond this many kinds columns outnumber what a few thousand conversions can tell apart. */
export const mostKinds = 40;

/**
 * The kinds with features of their own: those a model was trained with, else the 40 most frequent ones (ties by name).
 *
 * Which kinds there are decides only which columns exist: a kind that first occurs after a row's as-of instant reads
 * there as one that never occurred.
 */
export function chooseKinds(
  counts: readonly KindCount[],
  excluded: readonly string[],
  trained?: readonly string[],
): EventKinds {
  const byKind = new Map(counts.map((count) => [count.kind, count]));
  const names = [...(trained ?? mostFrequent(counts, new Set(excluded)))].sort(compareText);
  let position = 0;
  const valued = Int32Array.from(names, (name) => ((byKind.get(name)?.values ?? 0) > 0 ? position++ : -1));
  const told = new Set([...names, ...excluded]);
  return { names, excluded, others: counts.some(({ kind }) => !told.has(kind)), valued };
}

function mostFrequent(counts: readonly KindCount[], excluded: ReadonlySet<string>): string[] {
  return counts
    .filter(({ kind, events }) => events > 0 && !excluded.has(kind))
    .sort((a, b) => b.events - a.events || compareText(a.kind, b.kind))
    .slice(0, mostKinds)
    .map(({ kind }) => kind);
}
