import type { Program } from '../../config/schema.ts';
import { microsecondsPerDay } from '../../demo/company.ts';
import type { Split } from '../../snapshot/snapshots.ts';
import { type Instant, isoOf } from '../../time/instant.ts';
import type { ShortHistory } from '../../training/trainingResult.ts';
import type { Extract } from '../extract/extract.ts';

/** What a short record left of a program; null where it is long enough. @param configured as the configuration has it. */
export function shortHistoryOf(
  configured: Program,
  { program, population, snapshots }: Pick<Extract, 'program' | 'population' | 'snapshots'>,
  split: Split,
): ShortHistory | null {
  if (program === configured && !split.byUnit) return null;
  const first = snapshots.asOf.reduce((least, date) => Math.min(least, date), Number.POSITIVE_INFINITY);
  return {
    begins: dayOf(population.firstFact),
    firstDate: isoOf(first),
    askedDays: configured.lookbackDays,
    usedDays: program.lookbackDays,
    timeTested: !split.byUnit,
  };
}

/** What to know of a model of a short record. */
export function shortHistorySentences({ begins, firstDate, askedDays, usedDays, timeTested }: ShortHistory): string[] {
  const sentences: string[] = [];
  const longest = Math.max(...usedDays);
  const cut = askedDays.filter((days) => days > longest);
  if (cut.length > 0)
    sentences.push(
      `The record begins on ${begins}, and the first as-of date is ${firstDate}: ${cut.length === 1 ? `the window of ${cut[0]} days is` : `the windows of ${cut.join(' and ')} days are`} cut to ${longest} days, on every date and at scoring. A training on a longer record will use longer windows.`,
    );
  if (!timeTested)
    sentences.push(
      'Time was not tested: there are too few dates for a test on later ones, so the model was judged on other accounts or contacts of the same dates. Whether its probabilities hold later is not known.',
    );
  return sentences;
}

function dayOf(instant: Instant): string {
  return isoOf(Math.floor(instant / microsecondsPerDay) * microsecondsPerDay);
}
