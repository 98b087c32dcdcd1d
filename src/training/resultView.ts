import { type Instant, isoOf } from '../time/instant.ts';
import type { TrainingResult } from './trainingResult.ts';

/** A result for people and other programs: its dates as ISO 8601 (UTC), to the second. */
export type TrainingResultView = Omit<
  TrainingResult,
  'version' | 'sides' | 'byDate' | 'overTime' | 'recalibration' | 'shortHistory' | 'deployed'
> & {
  /** Empty dates where rows have no time. */
  readonly sides: readonly WithText<TrainingResult['sides'][number], 'from' | 'to'>[];
  readonly byDate: readonly WithText<TrainingResult['byDate'][number], 'asOf'>[];
  readonly overTime?: readonly WithText<NonNullable<TrainingResult['overTime']>[number], 'from' | 'to'>[];
  readonly recalibration?: WithText<NonNullable<TrainingResult['recalibration']>, 'from' | 'to'>;
  readonly deployed?: WithText<NonNullable<TrainingResult['deployed']>, 'from' | 'to'>;
  readonly shortHistory?: WithText<NonNullable<TrainingResult['shortHistory']>, 'begins' | 'firstDate'>;
};

/** With some of its instants as text: ISO 8601 (UTC), to the second. */
export type WithText<T, Key extends keyof T> = Omit<T, Key> & { readonly [K in Key]-?: string };

/** The result with its dates as text. */
export function resultView(result: TrainingResult): TrainingResultView {
  const { version: _, sides, byDate, overTime, recalibration, shortHistory, deployed, ...others } = result;
  return {
    ...others,
    sides: sides.map((side) => ({ ...side, from: textOf(side.from), to: textOf(side.to) })),
    byDate: byDate.map((one) => ({ ...one, asOf: isoOf(one.asOf) })),
    ...(overTime ? { overTime: overTime.map(withSpan) } : {}),
    ...(recalibration ? { recalibration: withSpan(recalibration) } : {}),
    ...(deployed ? { deployed: { ...deployed, from: textOf(deployed.from), to: textOf(deployed.to) } } : {}),
    ...(shortHistory
      ? {
          shortHistory: {
            ...shortHistory,
            begins: isoOf(shortHistory.begins),
            firstDate: isoOf(shortHistory.firstDate),
          },
        }
      : {}),
  };
}

function withSpan<T extends { readonly from: Instant; readonly to: Instant }>(one: T): WithText<T, 'from' | 'to'> {
  return { ...one, from: isoOf(one.from), to: isoOf(one.to) };
}

function textOf(instant: Instant | undefined): string {
  return instant === undefined ? '' : isoOf(instant);
}
