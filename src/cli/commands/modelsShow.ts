import type { Command } from 'commander';
import { programOf } from '../../config/load.ts';
import { describePoints, type PointsRule } from '../../model/points/description.ts';
import { readModel } from '../../pipeline/champion.ts';
import { findingsFromJson } from '../../pipeline/findings.ts';
import { decimal } from '../../report/format.ts';
import { plainTable } from '../plainTable.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';
import { contestantsText } from './train.ts';

export const showModelCommand: CommandDefinition = {
  name: 'models show',
  summary: 'show a model: what it was trained on, how it did, what it uses',
  configure: (command: Command) =>
    command.argument('<model>', 'the id of the model').argument('[program]', 'which program'),
  run: (flags, [modelId = '', program], around) =>
    withWorkbench(flags, around, async (workbench) => {
      const { name } = programOf(workbench.config, program);
      const { artefact, model } = await readModel(workbench, name, modelId);
      const findings = findingsFromJson(artefact.metrics);
      const strengths = findings.strengths
        .slice(0, 20)
        .map(({ feature, strength, sentence }) => [feature, decimal(strength, 3), sentence]);
      const rules = model.family === 'points' ? describePoints(model) : [];
      return {
        data: { modelId, ...findings, ...(rules.length > 0 ? { rules } : {}) },
        text: [
          contestantsText(findings),
          plainTable(['feature', 'strength', 'what it is'], strengths),
          ...(rules.length > 0 ? [rulesText(rules)] : []),
        ].join('\n\n'),
      };
    }),
};

/** The whole of a points score: who meets a condition gets its points. */
function rulesText(rules: readonly PointsRule[]): string {
  const rows = rules.map(({ feature, condition, points }) => [feature, condition, String(points)]);
  return plainTable(['feature', 'condition', 'points'], rows);
}
