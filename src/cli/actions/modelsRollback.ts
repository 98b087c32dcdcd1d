import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const { name, rollback } = workbench.program(program);
    const { modelId } = await rollback({ reason: 'rolled back by command' });
    return { data: { program: name, champion: modelId }, text: `${modelId} is the champion of ${name} again` };
  });
