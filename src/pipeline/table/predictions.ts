import type { FittedCalibrator } from '../../calibration/calibrator.ts';
import { explainer } from '../../explain/explainer.ts';
import type { FittedModel } from '../../model/estimator.ts';
import { rankOrder } from '../../ranking/rankOrder.ts';
import { scoreOf } from '../../ranking/score.ts';
import { tierOf } from '../../ranking/tier.ts';
import { csvRecord } from '../../report/csv.ts';
import { takeRows } from '../../table/table.ts';
import { decimal } from '../../text/format.ts';
import { columnFeatures } from './columnFeatures.ts';
import type { FlatTable } from './flatTable.ts';

const batch = 10_000;
const reasonsShown = 3;

/**
 * The scored rows as CSV in their order: `id,probability,score,tier,rank,reasons`, in pieces.
 *
 * @param reference see `scoreOf`.
 */
export function* predictionsCsv(
  model: FittedModel,
  calibrator: FittedCalibrator,
  { table, scored, idOf }: FlatTable,
  reference: Float64Array,
): Generator<string> {
  const probabilities = calibrator.probabilities(model.margins(takeRows(table, scored)));
  const rank = new Int32Array(scored.length);
  rankOrder(probabilities, (position) => idOf(scored[position]!)).forEach((position, at) => {
    rank[position] = at + 1;
  });
  const explain = explainer(model, { features: columnFeatures(table), table }, null);
  yield 'id,probability,score,tier,rank,reasons\r\n';
  for (let from = 0; from < scored.length; from += batch) {
    const rows = scored.subarray(from, from + batch);
    yield explain(rows)
      .map(({ reasons }, i) => {
        const probability = probabilities[from + i]!;
        const score = scoreOf(probability, reference);
        const why = reasons
          .slice(0, reasonsShown)
          .map(
            ({ sentence, contribution }) => `${sentence} (${contribution > 0 ? '+' : ''}${decimal(contribution, 2)})`,
          )
          .join('; ');
        return csvRecord([idOf(rows[i]!), probability, score, tierOf(score), rank[from + i]!, why]);
      })
      .join('');
  }
}
