import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [modelId = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const card = await workbench.program(program).card(modelId);
    return { data: { modelId, ...card }, text: `model card  ${card.markdown}\nas a page   ${card.html}` };
  });
