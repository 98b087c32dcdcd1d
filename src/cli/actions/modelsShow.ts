import type { PointsRule } from '../../model/points/description.ts';
import type { ModelLineage } from '../../pipeline/operate/describeModel.ts';
import { decimal, integer } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { strongestFirst } from '../../training/strongestFirst.ts';
import type { FeatureStrength } from '../../training/trainingResult.ts';
import type { Action } from '../command.ts';
import { plainTable } from '../plainTable.ts';
import { withWorkbench } from '../session.ts';
import { candidateModelsText } from './train.ts';

export const action: Action = (flags, [modelId = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const model = await workbench.program(program).model(modelId);
    const { lineage, strengths, rules = [] } = model;
    return {
      data: model,
      text: [
        lineageText(lineage),
        candidateModelsText(model),
        strengthsText(strengths),
        ...(rules.length > 0 ? [rulesText(rules)] : []),
      ].join('\n\n'),
    };
  });

const mostShown = 20;

/** What the model goes by, as the calibration report orders it. */
function strengthsText(found: readonly FeatureStrength[]): string {
  const strongest = strongestFirst(found).slice(0, mostShown);
  const wasShuffled = strongest.some(({ permutation }) => permutation);
  return plainTable(
    ['feature', ...(wasShuffled ? ['rise of the log loss, shuffled'] : []), 'own measure', 'what it is'],
    strongest.map(({ feature, permutation, strength, sentence }) => [
      feature,
      ...(wasShuffled ? [decimal(permutation?.logLoss.value ?? Number.NaN, 4)] : []),
      decimal(strength, 3),
      sentence,
    ]),
  );
}

/** The whole of a points score: who meets a condition gets its points. */
function rulesText(rules: readonly PointsRule[]): string {
  const rows = rules.map(({ feature, condition, points }) => [feature, condition, integer(points)]);
  return plainTable(['feature', 'condition', 'points'], rows);
}

/** What a model was made from, and after which champion. */
function lineageText(lineage: ModelLineage): string {
  return [
    `trained    ${isoOf(lineage.createdAt.getTime() * 1000)}${lineage.champion ? ', the champion now' : ''}`,
    `champion   ${lineage.parentModelId ?? 'none'} when it was trained`,
    `data       ${lineage.dataFingerprint}`,
    `program    ${lineage.configHash}`,
    `seed       ${lineage.seed}`,
    `handraise  ${lineage.codeVersion}`,
  ].join('\n');
}
