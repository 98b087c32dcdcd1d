import { programOf } from '../../config/load.ts';
import { exitCodes } from '../../errors.ts';
import { promoteModel as promoteBehindGates } from '../../pipeline/promote/promoteModel.ts';
import type { Action } from '../command.ts';
import { gatesTable, promotionText } from '../gatesText.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [modelId = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const { name } = programOf(workbench.config, program);
    const promotion = await promoteBehindGates(
      workbench,
      name,
      modelId,
      typeof flags.override === 'string' ? { override: flags.override } : {},
    );
    const refused = promotion.action === 'refuse';
    return {
      data: { ...promotion, champion: refused ? promotion.previousModelId : modelId },
      text: [gatesTable(promotion.gates), '', promotionText(promotion)].join('\n'),
      ...(refused ? { exitCode: exitCodes.gate } : {}),
    };
  });
