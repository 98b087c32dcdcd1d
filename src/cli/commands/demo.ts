import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { demoConfigText, demoMark } from '../../demo/configText.ts';
import { HandraiseError } from '../../errors.ts';
import { writeWhole } from '../../files/wholeFile.ts';
import { type DemoResult, runDemo } from '../../pipeline/demo/demo.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import { machineOf, machineOptions } from '../machineOptions.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { scoringText } from './score.ts';
import { trainingText } from './train.ts';

const leastContacts = 5000;
const mostContacts = 1_000_000;

export const demoCommand: CommandDefinition = {
  name: 'demo',
  summary: 'run the whole job on an invented company whose truth is known',
  configure: (command: Command) =>
    machineOptions(
      command
        .option('--contacts <number>', `people of the company, ${leastContacts} to ${mostContacts}`, '20000')
        .option('--seed <number>', 'another seed, another company', '1')
        .option('--folder <path>', 'where its configuration, database, models and reports go', 'demo'),
    ),
  run: async (flags, _args, around) => {
    const contacts = wholeNumber('contacts', flags.contacts, leastContacts, mostContacts);
    const seed = wholeNumber('seed', flags.seed, 0, 0xffffffff);
    // Refuses here what `withWorkbench` would refuse with the configuration already written.
    machineOf(flags);
    const folder = resolve(around.cwd, String(flags.folder));
    await mkdir(folder, { recursive: true });
    const config = join(folder, 'handraise.config.ts');
    await refuseOthersConfig(config);
    await writeWhole(config, demoConfigText(contacts));
    return withWorkbench({ ...flags, config }, around, async (workbench) => {
      const result = await runDemo(workbench, { contacts, seed });
      return { data: result, text: demoText(result, String(flags.folder)) };
    });
  },
};

/** Keeps a configuration that somebody wrote. */
async function refuseOthersConfig(path: string): Promise<void> {
  const present = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return demoMark;
    throw error;
  });
  if (!present.startsWith(demoMark))
    throw new HandraiseError('usage', `${path} was not written by a demo`, { hint: 'choose another --folder' });
}

function demoText({ company, training, scoring, truth, reports }: DemoResult, folder: string): string {
  const [top] = truth.deciles;
  return [
    `An invented company of ${integer(company.contacts)} contacts at ${integer(company.accounts)} accounts: ${integer(company.activities)} activities, ${integer(company.requests)} demo requests`,
    '',
    trainingText(training),
    '',
    scoringText(scoring),
    '',
    `Against the truth, which only the inventor knows: correlation ${decimal(truth.correlation, 2)};`,
    `published ${percent(truth.meanPublished, 2)} on average, true ${percent(truth.meanTrue, 2)}; in the top tenth ${percent(top?.published ?? Number.NaN, 1)} published, ${percent(top?.true ?? Number.NaN, 1)} true.`,
    '',
    `calibration report      ${reports.calibration}`,
    `ranked-accounts report  ${reports.rankedAccounts}`,
    `Go on from there: cd ${folder} && npx handraise status`,
  ].join('\n');
}
