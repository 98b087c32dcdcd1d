import type { CalibrationReportData } from '../../src/report/reportData.ts';
import { trainingResultSchema } from '../../src/training/resultSchema.ts';
import type { TrainingResultView } from '../../src/training/resultView.ts';
import type { TrainingResult } from '../../src/training/trainingResult.ts';
import { upgradeResult } from '../../src/training/upgradeResult.ts';
import { sampleCalibrationReport } from '../report/sampleReports.ts';

/** The training that a report tells of, by default the invented company's: version 1 of a result was what the report still is. */
export function sampleResult(report: CalibrationReportData = sampleCalibrationReport()): TrainingResult {
  const { modelId: _modelId, generatedAt: _generatedAt, ...view } = report;
  return trainingResultSchema.parse(upgradeResult(versionOne(view)));
}

/** A result as version 1 had it, as JSON. */
export function versionOne({ candidateModels, ...view }: TrainingResultView): object {
  const contestants = candidateModels.map(({ selected, difference, ...one }) => ({
    ...one,
    champion: selected,
    ...(difference ? { championDifference: difference } : {}),
  }));
  return JSON.parse(JSON.stringify({ ...view, contestants }));
}
