import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    machineOptions(
      asOfOption(
        programArgument(command)
          .option('--origins <number>', 'how many of the last dates', '8')
          .option('--k <number>', 'how many contacts are called at each date', '200')
          .option('--report <file>', 'write an HTML report as well'),
      ),
    ),
  examples: [
    ['handraise backtest', 'The last eight dates, 200 calls at each.'],
    [
      'handraise backtest --origins 4 --k 50 --report backtest.html',
      'The last four dates, 50 calls at each, with a page to open in a browser.',
    ],
  ],
  action: () => import('../actions/backtest.ts'),
};
