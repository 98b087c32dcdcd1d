import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes, HandraiseError } from '../../errors.ts';
import type { TableOptions } from '../../pipeline/flatFile/options.ts';
import { trainTable } from '../../pipeline/flatFile/trainTable.ts';
import type { CommandDefinition } from '../run.ts';
import { type Surroundings, withWorkbench } from '../session.ts';
import { tableText } from '../tableText.ts';

export const tableCommand: CommandDefinition = {
  name: 'table',
  summary: 'train on one CSV file, without a database',
  configure: (command: Command) =>
    command
      .argument('<file>', 'CSV with a header, also packed by gzip')
      .requiredOption('--label <column>', 'the outcome')
      .option('--positive <values>', 'values of the label that mean yes, with commas; may be repeated', repeated)
      .option('--negative <values>', 'values that mean no; with --positive too, others are left out', repeated)
      .option('--id <column>', 'names the rows; those of one id stay together where rows are split by hash')
      .option('--time <column>', 'dates or numbers that order the rows in time')
      .option(
        '--exclude <columns>',
        'columns to leave out, with commas between them (a name may hold commas itself); may be repeated',
        collect,
      )
      .option('--encoding <label>', 'such as windows-1252 (default: what the byte order mark says, else utf-8)')
      .addOption(
        new Option('--delimiter <character>', 'what separates cells, also tab (default: found out)').argParser(
          delimiterOf,
        ),
      )
      .option('--test <file>', 'another file of these columns to score and, if it has the label, to test on')
      .addOption(
        new Option('--split <by>', 'how test rows are chosen (default: time with --time, else hash)').choices([
          'time',
          'order',
          'hash',
        ]),
      )
      .addOption(new Option('--model <family>', 'which model').choices(['auto', 'logistic', 'gbm']).default('auto'))
      .option('--predictions <file>', 'CSV to write: id, probability, score, tier, rank, reasons of each test row')
      .option('--report <file>', 'HTML report to write')
      .option('--publish <program>', 'publish the scored rows to the database as the ranking of this program'),
  run: async (flags, [file = ''], around) => {
    const options = optionsOf(flags, file, around);
    const result =
      options.publish === undefined
        ? await trainTable(options, around)
        : await withWorkbench(flags, around, (workbench) => trainTable(options, { ...around, workbench }));
    const took = { seconds: performance.now() / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 };
    return {
      data: { ...result, took },
      text: tableText(result, took, { report: options.report, predictions: options.predictions }),
      exitCode: result.useful ? 0 : exitCodes.gate,
    };
  },
};

function optionsOf(flags: Readonly<Record<string, unknown>>, file: string, { cwd }: Surroundings): TableOptions {
  const text = (name: string) => (flags[name] === undefined ? {} : { [name]: String(flags[name]) });
  const path = (name: string) => (flags[name] === undefined ? {} : { [name]: resolve(cwd, String(flags[name])) });
  const options: TableOptions = {
    file: resolve(cwd, file),
    label: String(flags.label),
    ...text('id'),
    ...text('time'),
    ...text('split'),
    ...text('publish'),
    ...text('encoding'),
    ...text('delimiter'),
    ...path('test'),
    ...path('predictions'),
    ...path('report'),
    positive: (flags.positive ?? []) as readonly string[],
    negative: (flags.negative ?? []) as readonly string[],
    exclude: (flags.exclude ?? []) as readonly string[],
    model: flags.model as TableOptions['model'],
    seed: 1,
    now: new Date().toISOString(),
  };
  refuseClashes(options);
  return options;
}

function refuseClashes({ file, test, label, id, time, predictions, report, split }: TableOptions): void {
  const inputs = [file, test];
  const outputs = [predictions, report].filter((path) => path !== undefined);
  const overwritten = outputs.find((path) => inputs.includes(path));
  if (overwritten !== undefined)
    throw new HandraiseError('usage', `${overwritten} is read: name another file to write`);
  if (outputs.length === 2 && predictions === report)
    throw new HandraiseError('usage', `${report} cannot be both the report and the predictions`);
  if (label === id || label === time)
    throw new HandraiseError('usage', `${label} is the label; it cannot be --id or --time too`);
  if (time !== undefined && split !== undefined && split !== 'time')
    throw new HandraiseError('usage', `--time and --split ${split} exclude each other`);
}

function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function delimiterOf(text: string): string {
  const delimiter = text === 'tab' || text === '\\t' ? '\t' : text;
  if (delimiter.length === 1 && !/["'\r\n]/.test(delimiter)) return delimiter;
  throw new InvalidArgumentError('It is one character, or the word tab.');
}
