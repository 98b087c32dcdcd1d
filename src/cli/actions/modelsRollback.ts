import { programOf } from '../../config/load.ts';
import { rollback } from '../../registry/decisions.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async ({ handle, config, models }) => {
    const { name } = programOf(config, program);
    await requireRightsFor(handle, 'promoting');
    const { modelId } = await rollback(handle, name, { reason: 'rolled back by command', modelsDir: models });
    return { data: { program: name, champion: modelId }, text: `${modelId} is the champion of ${name} again` };
  });
