import { writeModelCard } from '../../pipeline/reports/modelCards.ts';
import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [modelId = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const card = await writeModelCard(workbench, program, modelId);
    return { data: { modelId, ...card }, text: `model card  ${card.markdown}\nas a page   ${card.html}` };
  });
