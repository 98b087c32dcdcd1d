import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import type { Snapshots, Split } from '../../snapshot/snapshots.ts';
import type { DataCounts } from '../../training/dataCounts.ts';

/** Snapshots of each class, of training and calibration together, for both are learned from. @throws HandraiseError `data` when training or calibration lacks one altogether. */
export function countsOf({ label }: Snapshots, split: Split, { minimum }: Program): DataCounts {
  const positives = (rows: Int32Array) => rows.reduce((sum, row) => sum + label[row]!, 0);
  const trainPositives = positives(split.train);
  const trainNegatives = split.train.length - trainPositives;
  const calibrationPositives = positives(split.calibration);
  if (trainPositives === 0 || trainNegatives === 0) throw oneClass('training', trainPositives, trainNegatives, minimum);
  if (calibrationPositives === 0 || calibrationPositives === split.calibration.length)
    throw oneClass('calibration', calibrationPositives, split.calibration.length - calibrationPositives, minimum);
  return {
    trainPositives: trainPositives + calibrationPositives,
    trainNegatives: trainNegatives + split.calibration.length - calibrationPositives,
    testPositives: positives(split.test),
  };
}

function oneClass(side: string, positives: number, negatives: number, minimum: DataCounts): HandraiseError {
  return new HandraiseError('data', `the ${side} dates hold ${positives} conversions and ${negatives} others`, {
    hint: `a model needs both: at least ${minimum.trainPositives} conversions and ${minimum.trainNegatives} others in training. Check the outcome and its dates: handraise check`,
  });
}
