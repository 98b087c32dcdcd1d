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

/**
 * How events of the kinds chosen are told apart.
 *
 * Which kinds there are decides only which columns exist: a kind that first occurs after a row's as-of instant reads
 * there as one that never occurred.
 *
 * @param names kinds with features of their own, in any order.
 */
export function eventKinds(
  counts: readonly KindCount[],
  excluded: readonly string[],
  names: readonly string[],
): EventKinds {
  const byKind = new Map(counts.map((count) => [count.kind, count]));
  const ascending = names.toSorted(compareText);
  let position = 0;
  const valued = Int32Array.from(ascending, (name) => ((byKind.get(name)?.values ?? 0) > 0 ? position++ : -1));
  const told = new Set([...names, ...excluded]);
  return { names: ascending, excluded, others: counts.some(({ kind }) => !told.has(kind)), valued };
}
