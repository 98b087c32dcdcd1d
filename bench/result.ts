/** Values by data set and metric. */
export type Quality = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What one side of a comparison did. */
export interface Side {
  readonly name: string;
  readonly version: string;
  /** Of each measured run; empty where nothing is timed. */
  readonly seconds: readonly number[];
  readonly medianSeconds: number | null;
  /** Our median by this peer's; null for ours. */
  readonly ratio: number | null;
  readonly quality: Quality;
}

/** A value that must not exceed its limit. */
export interface Check {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly met: boolean;
}

/** A measure of ours less that of another side, on the same rows, with its 95% interval. */
export interface Comparison {
  readonly data: string;
  readonly measure: string;
  readonly against: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** How our time grows with one measure of the size. */
export interface GrowthSeries {
  readonly by: string;
  readonly points: readonly GrowthPoint[];
}

export interface GrowthPoint {
  readonly size: number;
  readonly medianSeconds: number;
  /** To the first point. */
  readonly ratio: number;
  readonly peakMebibytes?: number;
}

export interface BenchResult {
  readonly name: string;
  readonly shape: Readonly<Record<string, number>>;
  readonly threads: number;
  readonly ours: Side;
  readonly peers: readonly Side[];
  /** Sides that are not there or cannot take part, and why. */
  readonly missing: readonly string[];
  /** Where sides were compared row by row. */
  readonly comparisons?: readonly Comparison[];
  readonly checks: readonly Check[];
  readonly growth: readonly GrowthSeries[];
}

export function check(what: string, value: number, limit: number): Check {
  return { what, value, limit, met: value <= limit };
}
