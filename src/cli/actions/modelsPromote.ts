import { exitCodes } from '../../errors.ts';
import type { Action } from '../command.ts';
import { gatesTable, promotionText } from '../gatesText.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [modelId = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const options = typeof flags.override === 'string' ? { override: flags.override } : {};
    const promotion = await workbench.program(program).promote(modelId, options);
    const refused = promotion.action === 'refuse';
    return {
      data: { ...promotion, champion: refused ? promotion.previousModelId : modelId },
      text: [gatesTable(promotion.gates), '', promotionText(promotion)].join('\n'),
      ...(refused ? { exitCode: exitCodes.gate } : {}),
    };
  });
