import { corrected, correctedAgain, correctProbabilities } from '../../calibration/corrected.ts';
import { fitVennAbers } from '../../calibration/vennAbers.ts';
import type { Program } from '../../config/schema.ts';
import { compareLogLoss } from '../../evaluation/compareLogLoss.ts';
import { evaluate } from '../../evaluation/evaluate.ts';
import type { Recalibration } from '../../evaluation/recalibrate.ts';
import type { Artefact } from '../../model/artefact.ts';
import { referenceQuantiles } from '../../ranking/referenceQuantiles.ts';
import { promotionGates } from '../../registry/gates.ts';
import type { LoadedModel } from '../../registry/loadedModel.ts';
import { crossFitted } from '../crossFittedLine.ts';
import type { Extract } from '../extract/extract.ts';
import { type Findings, findingsFromJson, findingsToJson } from '../findings.ts';
import { judgeAccounts } from '../judge.ts';
import { storedCalibrator } from '../train/artefactOf.ts';
import { gateInputOf } from './gateInput.ts';
import type { RecentRows } from './recentRows.ts';

/**
 * A model whose log-odds are moved by the line that recent rows ask for. All but its probabilities stays as it was; how true they are
 * now is judged on the same rows, by lines that the row's unit had no part in.
 */
export function correctedArtefact(
  champion: LoadedModel,
  read: Extract,
  program: Program,
  later: RecentRows,
  { line, tests }: Recalibration,
): { readonly artefact: Artefact; readonly findings: Findings } {
  const { artefact, model } = champion;
  const { rows, label, unit, probabilities: before, margins } = later;
  const { seed } = program;
  const after = crossFitted(later, { line, shiftOnly: line.slope === 1, seed });
  const judged = (probabilities: Float64Array) => evaluate({ probabilities, label, unit, tieOrder: rows }, { seed });
  const of = findingsFromJson(artefact.metrics);
  const found: Findings = {
    ...of,
    warnings: [
      `Its probabilities were corrected by rows of ${later.from} to ${later.to}: all other figures are those of ${champion.modelId}, before.`,
      ...of.warnings,
    ],
    recalibration: {
      ...{ modelId: champion.modelId, from: later.from, to: later.to, line, pValue: tests.noneToBoth.pValue },
      ...{ before: judged(before), after: judged(after), dataFingerprint: read.fingerprint },
      difference: compareLogLoss({ probabilities: after, other: before, label, unit }, { seed }),
    },
  };
  const use = { used: artefact.features.map((feature) => feature.name), excluded: program.exclude.features };
  const gates = promotionGates(gateInputOf(found, artefact.minimumData, use)).findings;
  const findings = { ...found, gates };
  const calibrator = corrected(champion.calibrator, line);
  const entrant = { family: artefact.family, model, calibrator, validationLogLoss: Number.NaN };
  const accounts = judgeAccounts(entrant, read, { calibration: rows, test: rows }, seed);
  return {
    findings,
    artefact: {
      ...artefact,
      correction: correctedAgain(artefact.correction, line),
      vennAbers: fitVennAbers(margins, label),
      accountCalibrator: accounts.calibrator ? storedCalibrator(accounts.calibrator) : null,
      // A line of positive slope keeps the order, so that quantiles stay quantiles.
      reference: [...correctProbabilities(Float64Array.from(artefact.reference), line).sort()],
      accountReference: accounts.probabilities.length > 0 ? [...referenceQuantiles(accounts.probabilities)] : [],
      metrics: findingsToJson(findings) ?? null,
    },
  };
}
