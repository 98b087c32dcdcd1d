import type { Crew } from '../../../kernel/crew.ts';
import type { KernelRecord } from '../../../kernel/kernelRecord.ts';
import type { GrowthOptions } from '../options.ts';
import type { TableRows } from './trainingData.ts';
import type { TrainingPlan } from './trainingMemory.ts';
import type { trainingShape } from './trainingRecord.ts';

/** A fit in the kernel: who works, on what, and where it is in memory. */
export interface KernelFit {
  readonly crew: Crew;
  readonly data: TableRows;
  readonly options: GrowthOptions;
  readonly plan: TrainingPlan;
  readonly record: KernelRecord<typeof trainingShape>;
  /** Margin before any tree. */
  readonly base: number;
  /** What a weight is multiplied by to be counted. */
  readonly countScale: number;
}
