import { HandraiseError } from '../errors.ts';
import { argsort } from '../numeric/order.ts';
import { bestRows } from './expectedAgainstObserved.ts';

/** The scores of one date: `entity` ascends, each at most once. */
export interface ScoredEntities {
  readonly entity: Int32Array;
  readonly scores: Float64Array;
}

/** How far two rankings agree. */
export interface RankStability {
  /** Entities in both. */
  readonly shared: number;
  /** Spearman's rank correlation of their scores, ties averaged; NaN with fewer than two, or where all scores of a date are equal. */
  readonly spearman: number;
  /** Share of the best k of the later ranking that are among the best k of the earlier. */
  readonly overlap: number;
  /** Share of the best k of the earlier ranking that the later one still has, wherever. */
  readonly remaining: number;
}

/**
 * Compares two rankings of entities of which most are in both; ties at k are broken by entity, smaller first.
 *
 * @throws HandraiseError `data` for entities that do not ascend or are not as many as scores; `config` for a k that is no whole number above 0.
 */
export function rankStability(earlier: ScoredEntities, later: ScoredEntities, k: number): RankStability {
  checkEntities(earlier);
  checkEntities(later);
  const rowOf = new Map(Array.from(later.entity, (entity, row) => [entity, row]));
  const shared = [...earlier.entity.keys()].filter((row) => rowOf.has(earlier.entity[row]!));
  const best = bestEntities(earlier, k);
  const bestThen = new Set(best);
  const bestLater = bestEntities(later, k);
  return {
    shared: shared.length,
    spearman: correlation(
      averageRanks(Float64Array.from(shared, (row) => earlier.scores[row]!)),
      averageRanks(Float64Array.from(shared, (row) => later.scores[rowOf.get(earlier.entity[row]!)!]!)),
    ),
    overlap: bestLater.filter((entity) => bestThen.has(entity)).length / bestLater.length,
    remaining: best.filter((entity) => rowOf.has(entity)).length / best.length,
  };
}

function bestEntities({ entity, scores }: ScoredEntities, k: number): number[] {
  return Array.from(bestRows(scores, k, entity), (row) => entity[row]!);
}

function checkEntities({ entity, scores }: ScoredEntities): void {
  if (entity.length !== scores.length)
    throw new HandraiseError('data', `there are ${entity.length} entities for ${scores.length} scores`);
  if (entity.some((value, row) => row > 0 && value <= entity[row - 1]!))
    throw new HandraiseError('data', 'the entities of a ranking do not ascend');
}

function averageRanks(values: Float64Array): Float64Array {
  const order = argsort(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** Pearson's correlation of ranks, whose mean is known. */
function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (a.length - 1) / 2;
  let both = 0;
  let ofA = 0;
  let ofB = 0;
  for (let i = 0; i < a.length; i++) {
    both += (a[i]! - mean) * (b[i]! - mean);
    ofA += (a[i]! - mean) ** 2;
    ofB += (b[i]! - mean) ** 2;
  }
  return ofA > 0 && ofB > 0 ? both / Math.sqrt(ofA * ofB) : Number.NaN;
}
