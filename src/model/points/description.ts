import { parseParameters } from '../../storedParameters.ts';
import { encodedParameters } from '../encoding/encodedModel.ts';
import type { FittedModel } from '../estimator.ts';
import type { Bins } from './binning.ts';
import { pointsParametersSchema } from './points.ts';

/** One line of a points score: who meets the condition on the feature gets the points. */
export interface PointsRule {
  readonly feature: string;
  /** Such as `missing`, `≤ 0`, `> 2 and ≤ 7`, `is "Retail"`, `is anything else` or `has > 1.2 times the usual odds`. */
  readonly condition: string;
  /** −10 to 10. */
  readonly points: number;
}

/**
 * The rules of a points model, the most informative feature first; exactly one rule per feature holds for each row.
 *
 * @param model one of the family `points`
 * @throws HandraiseError `artefact` when the model is not of the family `points`.
 * @example
 * const visits = Float64Array.from({ length: 300 }, (_, row) => row % 10);
 * const table = createTable(300, [{ kind: 'number', name: 'visits', values: visits }]);
 * const label = Uint8Array.from(visits, (times, row) => Number(times + (row % 7) > 9));
 * const [first] = describePoints(await points().fit({ table, label }));
 * first!.condition // '≤ 0'
 */
export function describePoints(model: FittedModel): readonly PointsRule[] {
  const encoded = encodedParameters(model.family, model.parameters());
  const parameters = encoded ? encoded.parameters : model.parameters();
  const { cards } = parseParameters('the points model', pointsParametersSchema, parameters);
  const statistics = new Set(encoded?.targetStatistics.map(({ name }) => name));
  return cards.flatMap(({ name, bins, points }) =>
    conditions(bins, statistics.has(name)).map((condition, at) => ({ feature: name, condition, points: points[at]! })),
  );
}

function conditions(bins: Bins, areLogOdds: boolean): readonly string[] {
  if (bins.type === 'category')
    return [...bins.levels.map((level) => `is ${JSON.stringify(level)}`), 'is anything else', 'missing'];
  const edges = areLogOdds ? bins.edges.map((edge) => Number(Math.exp(edge).toPrecision(3))) : bins.edges;
  const ranges = [...edges, Infinity].map((high, at) => {
    const low = at === 0 ? '' : `> ${edges[at - 1]}`;
    return [low, high === Infinity ? '' : `≤ ${high}`].filter(Boolean).join(' and ');
  });
  return [...ranges.map((range) => worded(range, areLogOdds)), 'missing'];
}

function worded(range: string, areLogOdds: boolean): string {
  if (range === '') return 'any value';
  return areLogOdds ? `has ${range} times the usual odds` : range;
}
