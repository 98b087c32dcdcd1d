import { programOf } from '../../config/load.ts';
import { describePoints, type PointsRule } from '../../model/points/description.ts';
import { loadModel } from '../../registry/loadedModel.ts';
import { showModel } from '../../registry/models.ts';
import { decimal } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { resultView } from '../../training/resultView.ts';
import type { Action } from '../command.ts';
import { plainTable } from '../plainTable.ts';
import { withWorkbench } from '../session.ts';
import { contestantsText } from './train.ts';

export const action: Action = (flags, [modelId = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const { name } = programOf(workbench.config, program);
    const { artefact, model } = await loadModel(workbench, name, modelId);
    const findings = resultView(artefact.result);
    const { createdAt, parentModelId, champion } = await showModel(workbench.handle, name, modelId);
    const lineage = {
      ...{ createdAt, champion, parentModelId, dataFingerprint: artefact.dataFingerprint },
      ...{ configHash: artefact.configHash, seed: artefact.seed, codeVersion: artefact.codeVersion },
      features: artefact.features.map((feature) => ({ name: feature.name, hash: feature.hash })),
    };
    const strengths = findings.strengths
      .slice(0, 20)
      .map(({ feature, strength, sentence }) => [feature, decimal(strength, 3), sentence]);
    const rules = model.family === 'points' ? describePoints(model) : [];
    return {
      data: { modelId, lineage, ...findings, ...(rules.length > 0 ? { rules } : {}) },
      text: [
        lineageText(lineage),
        contestantsText(findings),
        plainTable(['feature', 'strength', 'what it is'], strengths),
        ...(rules.length > 0 ? [rulesText(rules)] : []),
      ].join('\n\n'),
    };
  });

/** The whole of a points score: who meets a condition gets its points. */
function rulesText(rules: readonly PointsRule[]): string {
  const rows = rules.map(({ feature, condition, points }) => [feature, condition, String(points)]);
  return plainTable(['feature', 'condition', 'points'], rows);
}

/** What a model was made from, and after which champion. */
function lineageText(lineage: {
  readonly createdAt: Date;
  readonly champion: boolean;
  readonly parentModelId: string | null;
  readonly dataFingerprint: string;
  readonly configHash: string;
  readonly seed: number;
  readonly codeVersion: string;
}): string {
  return [
    `trained    ${isoOf(lineage.createdAt.getTime() * 1000)}${lineage.champion ? ', the champion now' : ''}`,
    `champion   ${lineage.parentModelId ?? 'none'} when it was trained`,
    `data       ${lineage.dataFingerprint}`,
    `program    ${lineage.configHash}`,
    `seed       ${lineage.seed}`,
    `handraise  ${lineage.codeVersion}`,
  ].join('\n');
}
