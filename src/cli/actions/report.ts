import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const paths = await workbench.program(program).report();
    return {
      data: paths,
      text: `calibration report      ${paths.calibration}\nmodel card              ${paths.modelCard.html}\nthe same as Markdown    ${paths.modelCard.markdown}\nranked-accounts report  ${paths.rankedAccounts}\nthe same for a sheet    ${paths.rankedAccountsCsv}`,
    };
  });
