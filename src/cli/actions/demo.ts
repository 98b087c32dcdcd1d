import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { OpenWorkbench } from '../../api/workbench.ts';
import { demoConfigText, demoMark } from '../../demo/configText.ts';
import { leastContacts, mostContacts } from '../../demo/contactLimits.ts';
import { HandraiseError } from '../../errors.ts';
import { writeWhole } from '../../files/wholeFile.ts';
import type { DemoResult } from '../../pipeline/demo/demo.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import type { Action } from '../command.ts';
import { machineOf } from '../machineOptions.ts';
import { withWorkbench } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { scoringText } from './score.ts';
import { trainingText } from './train.ts';

export const action: Action = async (flags, _args, around) => {
  const contacts = wholeNumber('contacts', flags.contacts, leastContacts, mostContacts);
  const seed = wholeNumber('seed', flags.seed, 0, 0xffffffff);
  // Refuses here what `withWorkbench` would refuse with the configuration already written.
  machineOf(flags);
  const folder = resolve(around.cwd, String(flags.folder));
  await mkdir(folder, { recursive: true });
  const config = join(folder, 'handraise.config.ts');
  await refuseOthersConfig(config);
  await writeWhole(config, demoConfigText(contacts));
  const work = async (workbench: OpenWorkbench) => {
    const result = await workbench.demo({ contacts, seed });
    return { data: result, text: demoText(result, String(flags.folder)) };
  };
  return withWorkbench({ ...flags, config }, around, work, { embedded: 'made' });
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
    `Compared with the true probabilities, which are known because the company is invented: correlation ${decimal(truth.correlation, 2)} (1 is perfect);`,
    `average of all: published ${percent(truth.meanPublished, 2)}, true ${percent(truth.meanTrue, 2)}; average of the best tenth: published ${percent(top?.published ?? Number.NaN, 1)}, true ${percent(top?.true ?? Number.NaN, 1)}.`,
    '',
    `calibration report      ${reports.calibration}`,
    `ranked-accounts report  ${reports.rankedAccounts}`,
    `Next: open the reports in a browser, or cd ${folder} && npx handraise status`,
  ].join('\n');
}
