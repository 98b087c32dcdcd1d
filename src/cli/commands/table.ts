import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes, HandraiseError } from '../../errors.ts';
import { keepOption } from '../../flatFile/keptColumns.ts';
import type { LabelChoice } from '../../flatFile/labelChoice.ts';
import type { FileWriting } from '../../flatFile/rawRecords.ts';
import { typeOption } from '../../flatFile/reading/typeOption.ts';
import { readSchemaFile, type SchemaFile } from '../../flatFile/schemaFile.ts';
import type { TableOptions } from '../../pipeline/table/options.ts';
import { trainTable } from '../../pipeline/table/trainTable.ts';
import type { CommandDefinition } from '../run.ts';
import { type Surroundings, withWorkbench } from '../session.ts';
import { tableText } from '../tableText.ts';

export const tableCommand: CommandDefinition = {
  name: 'table',
  summary: 'train on one CSV file or sheet, without a database',
  configure: (command: Command) =>
    command
      .argument('<file>', 'CSV with a header, also packed by gzip or zip, or a workbook of Excel (.xlsx)')
      .requiredOption('--label <column>', 'the outcome')
      .option('--positive <values>', 'values of the label that mean yes, with commas; may be repeated', repeated)
      .option(
        '--negative <values>',
        'values that mean no; others are left out where --positive is given as well',
        repeated,
      )
      .option('--id <column>', 'names the rows; those of one id stay together where rows are split by hash')
      .option(
        '--group <column>',
        'rows of one value stay on one side; none: every row is on its own (default: the id, or what is found)',
      )
      .option('--time <column>', 'dates or numbers that order the rows in time')
      .option(
        '--exclude <columns>',
        'columns to leave out, with commas between them (a name may hold commas itself); may be repeated',
        repeated,
      )
      .option(
        '--keep <column=reason>',
        'a column to use though the audit would leave it out, and why; may be repeated',
        repeated,
      )
      .option('--encoding <label>', 'such as windows-1252 (default: what the byte order mark says, else utf-8)')
      .addOption(
        new Option('--delimiter <character>', 'what separates cells, also tab (default: found out)').argParser(
          delimiterOf,
        ),
      )
      .option('--sheet <name>', 'sheet of a workbook, by name or number (default: the only one that holds something)')
      .option(
        '--type <column=type>',
        'what a column is: number, number:1.234,5, category, date:DD/MM/YYYY, text, id',
        repeated,
      )
      .option('--schema <file>', 'what columns are, as --write-schema drafts it')
      .option('--write-schema <file>', 'write down what each column was taken for, to keep it so')
      .option('--test <file>', 'another file of these columns to score and, if it has the label, to test on')
      .option('--accept-drift', 'score that file though it lacks much of what the model goes by')
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
    const options = await optionsOf(flags, file, around);
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

async function optionsOf(
  flags: Readonly<Record<string, unknown>>,
  file: string,
  { cwd }: Surroundings,
): Promise<TableOptions> {
  const text = (name: string) => (flags[name] === undefined ? {} : { [name]: String(flags[name]) });
  const path = (name: string) => (flags[name] === undefined ? {} : { [name]: resolve(cwd, String(flags[name])) });
  const schema = flags.schema === undefined ? null : await readSchemaFile(resolve(cwd, String(flags.schema)));
  const options: TableOptions = {
    file: resolve(cwd, file),
    label: String(flags.label),
    ...text('id'),
    ...(schema?.group === undefined ? {} : { group: schema.group }),
    ...text('group'),
    ...text('time'),
    ...text('split'),
    ...text('publish'),
    written: { ...writingOf(schema), ...text('encoding'), ...text('delimiter'), ...text('sheet') },
    ...path('test'),
    ...path('predictions'),
    ...path('report'),
    ...labelChoiceOf(flags, schema),
    ...path('writeSchema'),
    types: typesOf(flags, schema),
    exclude: listOf(flags.exclude),
    keep: new Map(listOf(flags.keep).map(keepOption)),
    ...(flags.acceptDrift === true ? { acceptDrift: true } : {}),
    model: flags.model as TableOptions['model'],
    seed: 1,
    now: new Date().toISOString(),
  };
  refuseClashes(options);
  return options;
}

/** What is said on the command line, else what the schema file says, of which not all values need occur. */
function labelChoiceOf(flags: Readonly<Record<string, unknown>>, schema: SchemaFile | null): LabelChoice {
  const said = { positive: listOf(flags.positive), negative: listOf(flags.negative) };
  if (said.positive.length > 0 || said.negative.length > 0) return said;
  return { positive: schema?.positive ?? [], negative: schema?.negative ?? [], mayLack: true };
}

function listOf(values: unknown): readonly string[] {
  return (values ?? []) as readonly string[];
}

/** What is said on the command line goes before what the schema file says. */
function typesOf(flags: Readonly<Record<string, unknown>>, schema: SchemaFile | null): ReadonlyMap<string, string> {
  const said = listOf(flags.type).map(typeOption);
  return new Map([...Object.entries(schema?.columns ?? {}), ...said]);
}

function writingOf(schema: SchemaFile | null): FileWriting {
  const { encoding, delimiter, sheet } = schema ?? {};
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

function refuseClashes(options: TableOptions): void {
  const { file, test, label, id, group, time, predictions, report, split, writeSchema, acceptDrift } = options;
  const inputs = [file, test];
  const outputs = [predictions, report, writeSchema].filter((path) => path !== undefined);
  const overwritten = outputs.find((path) => inputs.includes(path));
  if (overwritten !== undefined)
    throw new HandraiseError('usage', `${overwritten} is read: name another file to write`);
  const twice = outputs.find((path, at) => outputs.indexOf(path) < at);
  if (twice !== undefined) throw new HandraiseError('usage', `${twice} is to be written twice: name another file`);
  if (acceptDrift && test === undefined)
    throw new HandraiseError('usage', '--accept-drift is about the file to score: name it with --test');
  if (label === group) throw new HandraiseError('usage', `${label} is the label; it cannot be --group too`);
  if (label === id || label === time)
    throw new HandraiseError('usage', `${label} is the label; it cannot be --id or --time too`);
  if (time !== undefined && split !== undefined && split !== 'time')
    throw new HandraiseError('usage', `--time and --split ${split} exclude each other`);
}

function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function delimiterOf(text: string): string {
  const delimiter = text === 'tab' || text === '\\t' ? '\t' : text;
  if (delimiter.length === 1 && !/["'\r\n]/.test(delimiter)) return delimiter;
  throw new InvalidArgumentError('It is one character, or the word tab.');
}
