import { counted, day, integer } from '../../text/format.ts';
import type { BacktestOrigin } from '../backtestData.ts';
import type { Figure } from '../calibration/figure.ts';
import { binsWithin, reliabilityMultiples } from '../calibration/reliabilityMultiples.ts';

/** The reliability diagram of every origin, to one scale. */
export function smallMultiples(origins: readonly BacktestOrigin[]): Figure {
  const bins = origins.flatMap(({ evaluation }) => evaluation.reliability);
  const within = binsWithin(bins);
  return reliabilityMultiples(
    origins.map(({ asOf, evaluation }) => ({ name: day(asOf), bins: evaluation.reliability })),
    {
      id: 'reliability-by-origin',
      title: 'Expected against observed, date by date',
      caption: `Each small chart is the reliability diagram of one past date, all to one scale; on the dotted line expected equals observed. ${integer(within)} of ${integer(bins.length)} dots have a 95% Wilson interval (whisker) that reaches it.`,
      alternative: `${counted(origins.length, 'small reliability diagram')}. In ${integer(within)} of ${integer(bins.length)} bins the interval of the observed share contains the expected one.`,
      first: 'Date',
    },
  );
}
