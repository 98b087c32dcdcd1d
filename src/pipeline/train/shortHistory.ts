import type { Program } from '../../config/schema.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { Split } from '../../snapshot/snapshots.ts';
import { type Instant, isoOf, microsecondsPerDay } from '../../time/instant.ts';
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
    firstDate: first,
    askedDays: configured.lookbackDays,
    usedDays: program.lookbackDays,
    timeTested: !split.byUnit,
  };
}

/** What to know of a model of a short record. */
export function shortHistoryWarnings(short: ShortHistory): readonly Notice[] {
  const { begins, firstDate, askedDays, usedDays, timeTested } = short;
  const longest = Math.max(...usedDays);
  const cut = askedDays.filter((days) => days > longest);
  return [
    ...(cut.length > 0
      ? [notice('windows-cut', { begins: isoOf(begins), firstDate: isoOf(firstDate), cut, longest })]
      : []),
    ...(timeTested ? [] : [notice('tested-on-units', {})]),
  ];
}

function dayOf(instant: Instant): Instant {
  return Math.floor(instant / microsecondsPerDay) * microsecondsPerDay;
}
