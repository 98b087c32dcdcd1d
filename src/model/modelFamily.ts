import type { Table } from '../table/table.ts';
import type { DatedDataset } from './encoding/targetStatistics.ts';
import type { Estimator, FitRun, FittedModel } from './estimator.ts';
import type { WeightedRows } from './weightedRows.ts';

/** What a family is fitted by: numbers by their names. */
export type Settings = Readonly<Record<string, number>>;

/** Where a setting is drawn from when better ones are searched. */
export interface SettingRange {
  readonly low: number;
  readonly high: number;
  /** Uniform in the value or in its logarithm. */
  readonly scale: 'linear' | 'log';
  /** Rounded to whole numbers; others to three significant digits. */
  readonly whole?: boolean;
  /** Share of the draws that are 0. */
  readonly zero?: number;
}

/** The settings of a family that a search may change. */
export interface FamilyTuning<Setting extends string = string> {
  /** By which a program's models are fitted where nothing else was found to be better. */
  readonly defaults: Readonly<Record<Setting, number>>;
  /** What is searched, around the defaults. */
  readonly space: Readonly<Record<Setting, SettingRange>>;
  /** How many draws of a round of the search are its; more where there is more to tune. */
  readonly turns: number;
}

/** What a family is to a training. */
export type FamilyRole = 'baseline' | 'learner' | 'blend';

/** A model that is grown step by step, and may be left at any of them. */
export interface GrownModel {
  /** Loss on the validation rows, by weight, after each step; empty where none was taken. */
  readonly losses: readonly number[];
  /** The model of so many steps, or of all that were taken where they are fewer. */
  first(steps: number): FittedModel;
}

/** What is to be said of a family of models, however they are made. */
export interface FamilyRecord<Name extends string = string, Role extends FamilyRole = FamilyRole> {
  /** Its name in artefacts, results and options. */
  readonly name: Name;
  /** Other names by which the command line takes it. */
  readonly aliases: readonly string[];
  /** A baseline is fitted to be compared with, whatever family is asked for; a blend is made of the models of the others. */
  readonly role: Role;
  /** Its name in sentences, where "the" or "a" goes before it. */
  readonly title: string;
  /** The same at the head of a column, where there is less room; by default the title. */
  readonly short?: string;
  /** How it works, after "the" and the title. */
  readonly works: string;
  /** What the strength of a feature is in it. */
  readonly strength: {
    readonly title: string;
    /** Continues "The longer the bar, …". */
    readonly meaning: string;
    /** Whether strengths mean something as parts of their sum only. */
    readonly isShare: boolean;
  };
}

/** All that is known of a family of models that are fitted by themselves. */
export interface ModelFamily<
  Name extends string = string,
  Role extends Exclude<FamilyRole, 'blend'> = Exclude<FamilyRole, 'blend'>,
  Tuning extends FamilyTuning | null = FamilyTuning | null,
> extends FamilyRecord<Name, Role> {
  /** The categories in whose place it takes target statistics, where a program asks for these. */
  encoded(table: Table, rows: Pick<WeightedRows, 'rows' | 'weight'>): readonly string[];
  /** The categories beside which codes of their levels are tried, where a program asks for target statistics: see `codedRows`. Absent where none ever are. */
  coded?(table: Table, rows: Pick<WeightedRows, 'rows' | 'weight'>): readonly string[];
  /** Null where there is nothing to tune. */
  readonly tuning: Tuning;
  /** The estimator with its own default options, which loads what any options have fitted. */
  create(): Estimator;
  /**
   * Fits it as a program does.
   *
   * @param settings those that differ from the defaults of `tuning`. @param seed decides whatever is drawn.
   * @throws HandraiseError as the estimator's `fit`.
   */
  fit(rows: DatedDataset, settings: Settings, seed: number, run: Omit<FitRun, 'validation'>): Promise<FittedModel>;
  /**
   * The same for a family that grows step by step: it goes on beyond the least loss on the validation rows, of which there are some, until it has taken
   * a number of steps without a lower one. Absent of others.
   *
   * @throws HandraiseError as the estimator's `fit`.
   */
  grow?(rows: DatedDataset, settings: Settings, seed: number, run: FitRun): Promise<GrownModel>;
}
