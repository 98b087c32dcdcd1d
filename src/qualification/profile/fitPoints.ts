import { referenceQuantiles } from '../../ranking/referenceQuantiles.ts';
import type { CategoryColumn } from '../../table/table.ts';
import type { AttributeLift } from './liftTable.ts';
import type { PairLift } from './pairs.ts';
import { type Cases, penalisedLogistic } from './penalisedLogistic.ts';

/** What a value of an attribute adds to the fit, in log-odds. */
export interface ValuePoints {
  readonly attribute: string;
  readonly value: string;
  readonly points: number;
}

/** What two values together add beyond what each adds by itself. */
export interface PairPoints {
  readonly attributes: readonly [string, string];
  readonly values: readonly [string, string];
  readonly points: number;
}

/** How well somebody fits, by who they are alone: the points of their values and pairs of values, added up. */
export interface FitPoints {
  readonly values: readonly ValuePoints[];
  readonly pairs: readonly PairPoints[];
  /** Quantiles of the points of those who could be won, ascending: what a fit score is a percentile of. */
  readonly reference: readonly number[];
}

/** Effects that are learned at a time, at most: the most certain ones. */
const mostEffects = 60;

/** Half the weight of a coefficient's square: effects of more than one or two in log-odds are not expected. */
const ridge = 1;

/**
 * Learns how many points each value is worth that survives in the table, and each pair that adds; all at once, so that two attributes that say the
 * same are not counted twice. Whoever has none of them has no points; so has an unknown value.
 *
 * @param columns of one row per person, as the table was made of
 */
export function fitPoints(
  columns: readonly CategoryColumn[],
  won: Uint8Array,
  table: readonly AttributeLift[],
  pairs: readonly PairLift[],
): FitPoints {
  const values = table
    .flatMap(({ attribute, values }) => values.map((value) => ({ attribute, ...value })))
    .filter(({ survives }) => survives)
    .sort((a, b) => a.pValue! - b.pValue!)
    .slice(0, mostEffects);
  const together = pairs.slice(0, mostEffects - values.length);
  const matches = [
    ...values.map(({ attribute, value }) => matcher(columns, [[attribute, value]])),
    ...together.map(({ attributes, values: two }) =>
      matcher(columns, [
        [attributes[0], two[0]],
        [attributes[1], two[1]],
      ]),
    ),
  ];
  const cases = casesOf(matches, won);
  const { coefficients } = penalisedLogistic(cases, ridge);
  const found = {
    values: values.map(({ attribute, value }, i) => ({ attribute, value, points: coefficients[1 + i]! })),
    pairs: together.map(({ attributes, values: two }, i) => ({
      attributes,
      values: two,
      points: coefficients[1 + values.length + i]!,
    })),
  };
  const points = pointsOf(found, columns, won.length);
  return { ...found, reference: [...referenceQuantiles(points)] };
}

/** The points of each row of columns, which may lack some of the attributes, or have values that were never seen. */
export function pointsOf(
  { values, pairs }: Pick<FitPoints, 'values' | 'pairs'>,
  columns: readonly CategoryColumn[],
  rows: number,
): Float64Array {
  const points = new Float64Array(rows);
  const add = (effect: Effect, worth: number) => {
    const matches = matcher(columns, effect);
    for (let row = 0; row < rows; row++) if (matches(row)) points[row]! += worth;
  };
  for (const { attribute, value, points: worth } of values) add([[attribute, value]], worth);
  for (const { attributes, values: two, points: worth } of pairs)
    add(
      [
        [attributes[0], two[0]],
        [attributes[1], two[1]],
      ],
      worth,
    );
  return points;
}

/** Values that a row must have, all of them. */
type Effect = readonly (readonly [attribute: string, value: string])[];

function matcher(columns: readonly CategoryColumn[], effect: Effect): (row: number) => boolean {
  const parts = effect.map(([attribute, value]) => {
    const column = columns.find(({ name }) => name === attribute);
    return { codes: column?.codes, code: column?.levels.indexOf(value) ?? -1 };
  });
  // An attribute or value that there is not is -1, and so is an unknown one.
  if (parts.some(({ code }) => code < 0)) return () => false;
  const [first, second] = parts;
  if (!second) return (row) => first!.codes![row] === first!.code;
  return (row) => first!.codes![row] === first!.code && second.codes![row] === second.code;
}

/** People with the same effects taken together. */
function casesOf(matches: readonly ((row: number) => boolean)[], won: Uint8Array): Cases {
  const found = new Map<string, { rows: number; positives: number; readonly effects: readonly number[] }>();
  for (let row = 0; row < won.length; row++) {
    const effects: number[] = [];
    for (let i = 0; i < matches.length; i++) if (matches[i]!(row)) effects.push(i);
    const key = effects.join(' ');
    const known = found.get(key) ?? { rows: 0, positives: 0, effects };
    known.rows++;
    known.positives += won[row]!;
    found.set(key, known);
  }
  // In an order that does not depend on that of the rows, so that sums do not either.
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const width = 1 + matches.length;
  const x = new Float64Array(sorted.length * width);
  for (const [at, { effects }] of sorted.entries()) {
    x[at * width] = 1;
    for (const effect of effects) x[at * width + 1 + effect] = 1;
  }
  return {
    x,
    width,
    rows: Float64Array.from(sorted, ({ rows }) => rows),
    positives: Float64Array.from(sorted, ({ positives }) => positives),
  };
}
