import { basename } from 'node:path';
import type { FitRun } from '../../model/estimator.ts';
import { type GateNotice, type Notice, notice } from '../../notice/notice.ts';
import type { ModelProgram } from '../../training/modelProgram.ts';
import { tooGoodWarnings } from '../../training/tooGood.ts';
import { breathe, type TrainingRun } from '../../training/trainingRun.ts';
import type { ConcludedTraining, Conclusion } from '../../training/trainingSubject.ts';
import { driftWarning } from './drift.ts';
import { bestColumn, type ColumnsModel, withoutWarned } from './fewerColumns.ts';
import type { FlatTable } from './flatTable.ts';
import { labelNotice } from './labelNotice.ts';
import type { TableOptions } from './options.ts';
import { groupNotices, remarksOf, splitNotice, timeNotices } from './remarks.ts';
import { compareScoredFile, type ScoredFile } from './scoredFile.ts';
import { scoredFileGate, scoredFileWarnings } from './scoredFileWarnings.ts';
import { tableGates } from './tableGates.ts';

/** What is found out about a flat file once its model is known. */
export interface TableConclusion extends Conclusion {
  readonly gates: readonly GateNotice[];
  /** Null where the base rate stays. */
  readonly drift: Notice | null;
  readonly bestColumn: ColumnsModel | null;
  readonly withoutWarned: { readonly left: readonly string[]; readonly rocAuc: number } | null;
  /** How the file to score compares with training; null where there is none. */
  readonly scoredFile: ScoredFile | null;
  /** Whether that is too different to score it. */
  readonly tooDifferent: boolean;
}

/** Compares the model with those of fewer columns and the file to score with the training rows, and says what the gates find. */
export async function concludeTable(
  { result, model: { family, model } }: ConcludedTraining,
  options: TableOptions,
  read: FlatTable,
  program: ModelProgram,
  { progress, signal }: Pick<TrainingRun, 'progress' | 'signal'>,
): Promise<TableConclusion> {
  const drift = driftWarning(read);
  await breathe(signal);
  progress.stage('comparing with fewer columns');
  const run: FitRun = { signal, onProgress: (done, total) => progress.advance(done, total) };
  const best = await bestColumn(read, program, run);
  const without = await withoutWarned(family, read, program, run);
  const scoredFile = compareScoredFile(read, model, { accepted: options.acceptDrift === true, seed: options.seed });
  const scoredGate = scoredFile ? scoredFileGate(scoredFile) : null;
  const itself = result.candidateModels.find(({ selected }) => selected)!;
  const againstBaseRate = result.candidateModels.find((other) => other.family === 'base-rate')?.difference;
  return {
    ...{ drift, bestColumn: best, withoutWarned: without, scoredFile, tooDifferent: scoredGate?.blocked === true },
    gates: [...(scoredGate ? [scoredGate] : []), ...tableGates(itself.test, againstBaseRate)],
    warnings: [
      ...tooGoodWarnings(result),
      ...(scoredFile ? scoredFileWarnings(scoredFile) : []),
      ...(drift ? [drift] : []),
      ...(model.warnings ?? []),
      ...(without ? [notice('without-warned', without)] : []),
      ...timeNotices(read),
      ...remarksOf(read, options.time),
    ],
    flatFile: {
      file: basename(options.file),
      label: labelNotice(read.label),
      split: splitNotice(read),
      groups: groupNotices(read),
      rows: read.file.rows,
      ...(without ? { withoutWarned: without } : {}),
    },
  };
}
