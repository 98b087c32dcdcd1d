import type { LogisticLine } from '../../numeric/logisticLine.ts';
import type { ScoreTally } from '../../numeric/scoreTally.ts';

/** What is known of a figure, whatever it is computed from. */
export interface MetricFacts<Name extends string = string> {
  /** Its name in JSON and in code. */
  readonly name: Name;
  /** Its name in sentences and tables. */
  readonly title: string;
  /** The same where there is little room; absent where the title is short. */
  readonly short?: string;
  /** What it tells a person who does not know it, as a clause. */
  readonly meaning: string;
  /** Its definition as a formula or a sentence. */
  readonly definition: string;
  /** The function of scikit-learn that gives the same; empty where there is none. */
  readonly scikitLearn: string;
  /** Which value is the better: the highest, the lowest, or the one nearest to a number. */
  readonly best: 'highest' | 'lowest' | number;
  /** The values it can have. */
  readonly range: readonly [low: number, high: number];
  /** Digits after the point that are worth reading. */
  readonly digits: number;
}

/** Rows that figures are computed of, and what several of them need. */
export interface JudgedRows {
  /** All rows and positives at each distinct score, the highest first. */
  readonly whole: ScoreTally;
  /** The calibration line of a tally that differs from `whole` in its counts only; NaN where there is none. */
  line(tally: ScoreTally): LogisticLine;
}

/** All that is known of a figure of an evaluation. */
export interface Metric<Name extends string = string> extends MetricFacts<Name> {
  readonly needs: {
    /** Scores of any scale that put rows in order, or probabilities. */
    readonly scores: 'order' | 'probabilities';
    /** Which labels there must be; without them the figure is NaN. `overlapping`: some positive lies below some negative, some above. */
    readonly labels: 'any' | 'positives' | 'both classes' | 'overlapping classes';
  };
  /**
   * Computes it of tallies that differ from all rows in their counts only, as those of resamples do: what depends on the scores
   * alone is computed once.
   */
  compute(rows: JudgedRows): (tally: ScoreTally) => number;
}

/** The best k rows, k being a share of them. */
export interface BestRows {
  readonly k: number;
  /** Positives among them. */
  readonly positives: number;
  /** Share of positives in all rows. */
  readonly baseRate: number;
}

/** All that is known of a figure of the best k rows. */
export interface MetricOfBest<Name extends string = string> extends MetricFacts<Name> {
  /** How its values are written. */
  readonly unit: 'times' | 'percent';
  compute(best: BestRows): number;
}
