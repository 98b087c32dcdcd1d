import type { Drift, Period } from '../../evaluation/drift.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { BacktestData } from '../../report/backtestData.ts';

/** The answers of a back-test: can it rank, did the best bring what was expected, does the world move, is it better than something simpler. */
export function backtestAnswers(data: Omit<BacktestData, 'answers'>): readonly Notice[] {
  const { origins, pooled, k, drift, originsAsked } = data;
  const aucs = origins.map(({ evaluation }) => evaluation.metrics.rocAuc);
  const values = aucs.map(({ value }) => value).filter(Number.isFinite);
  const { expected, observed, excess } = pooled.best;
  return [
    notice('ranks-at-origins', {
      ...{ ranks: aucs.filter(({ low }) => low > 0.5).length, origins: origins.length },
      ...{ least: Math.min(...values), greatest: Math.max(...values) },
    }),
    notice('expected-and-observed', {
      ...{ k, expected, observed, within: origins.filter(({ best }) => best.within).length, origins: origins.length },
      excess: { value: excess.value, low: excess.low, high: excess.high },
    }),
    data.calibrationVerdict,
    ...driftAnswers(drift, origins),
    ...pooled.candidateModels.flatMap(({ family, difference: { value, low, high } }) =>
      family === 'base-rate' || family === 'points'
        ? [notice('against-simpler', { family, difference: { value, low, high } })]
        : [],
    ),
    ...(origins.length < originsAsked
      ? [notice('fewer-origins', { origins: origins.length, asked: originsAsked })]
      : []),
  ];
}

/** What the drift of the origins means: first of the base rate, then of the calibration. */
export function driftAnswers(drift: Drift, origins: readonly Pick<Period, 'baseRate'>[]): readonly Notice[] {
  const rates = origins.map(({ baseRate }) => baseRate.value);
  return [
    notice('base-rate-over-origins', {
      ...{ moves: drift.baseRate, first: rates[0] ?? Number.NaN, last: rates.at(-1) ?? Number.NaN },
      ...{ lowest: Math.min(...rates), highest: Math.max(...rates) },
    }),
    notice('calibration-over-origins', {
      ...{ fails: drift.calibrationFails, off: drift.off.filter(Boolean).length, origins: origins.length },
    }),
  ];
}
