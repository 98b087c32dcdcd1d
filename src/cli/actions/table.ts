import { resolve } from 'node:path';
import { exitCodes, HandraiseError } from '../../errors.ts';
import { keepOption } from '../../flatFile/keptColumns.ts';
import type { LabelChoice } from '../../flatFile/labelChoice.ts';
import type { FileWriting } from '../../flatFile/rawRecords.ts';
import { typeOption } from '../../flatFile/reading/typeOption.ts';
import { readSchemaFile, type SchemaFile } from '../../flatFile/schemaFile.ts';
import { learnerNamed } from '../../model/families.ts';
import type { TableOptions } from '../../pipeline/table/options.ts';
import { trainTable } from '../../pipeline/table/trainTable.ts';
import type { Action } from '../command.ts';
import { type Surroundings, withWorkbench } from '../session.ts';
import { tableText } from '../tableText.ts';

export const action: Action = async (flags, [file = ''], around) => {
  const options = await optionsOf(flags, file, around);
  const result =
    options.publish === undefined
      ? await trainTable(options, around)
      : await withWorkbench(flags, around, (workbench) => trainTable(options, { ...around, workbench }), {
          configuration: 'optional',
          embedded: 'made',
        });
  const took = { seconds: performance.now() / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 };
  return {
    data: { ...result, took },
    text: tableText(result, took, { report: options.report, predictions: options.predictions }),
    exitCode: result.useful ? 0 : exitCodes.gate,
  };
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
    model: learnerNamed(String(flags.model)) ?? 'auto',
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
