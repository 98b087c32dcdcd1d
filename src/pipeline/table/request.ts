import { resolve } from 'node:path';
import { HandraiseError } from '../../errors.ts';
import type { LabelChoice } from '../../flatFile/labelChoice.ts';
import type { FileWriting } from '../../flatFile/rawRecords.ts';
import { readSchemaFile, type SchemaFile } from '../../flatFile/schemaFile.ts';
import { parseInstant } from '../../time/instant.ts';
import type { TableOptions } from './options.ts';

/** What is asked of a flat file. What is not said is found out from the file, and the result says what was found. */
export interface TableRequest
  extends Pick<
      TableOptions,
      | 'label'
      | 'id'
      | 'group'
      | 'time'
      | 'test'
      | 'acceptDrift'
      | 'split'
      | 'keep'
      | 'writeSchema'
      | 'predictions'
      | 'report'
      | 'publish'
    >,
    FileWriting {
  /** Values of the label that mean yes; a text may hold several with commas between them. */
  readonly positive?: readonly string[];
  /** Values of the label that mean no; others are left out where `positive` is given as well. */
  readonly negative?: readonly string[];
  /** Columns to leave out; a text may hold several names with commas between them. */
  readonly exclude?: readonly string[];
  /** Column → what it is: `number`, `number:1.234,5`, `category`, `date:DD/MM/YYYY`, `text` or `id`. */
  readonly types?: ReadonlyMap<string, string>;
  /** File that says what columns are, as `writeSchema` drafts it; what is said here goes before it. */
  readonly schema?: string;
  /** By default the best of all. */
  readonly model?: TableOptions['model'];
  /** By default 1. */
  readonly seed?: number;
}

/**
 * What is asked of a file together with what its schema file says.
 *
 * @param file absolute, or relative to the folder the process works in, as all paths of the request.
 * @param now day of the report, in ISO 8601.
 * @throws HandraiseError `usage` where parts of the request exclude each other; as `readSchemaFile`.
 */
export async function tableOptions(file: string, request: TableRequest, now: string): Promise<TableOptions> {
  const schema = request.schema === undefined ? null : await readSchemaFile(resolve(request.schema));
  const { positive = [], negative = [], exclude = [], types = new Map(), schema: _read, ...asked } = request;
  const { encoding, delimiter, sheet, test, predictions, report, writeSchema, ...rest } = asked;
  const options: TableOptions = {
    file: resolve(file),
    ...(schema?.group === undefined ? {} : { group: schema.group }),
    ...rest,
    ...resolved({ test, predictions, report, writeSchema }),
    written: { ...writingOf(schema ?? {}), ...writingOf({ encoding, delimiter, sheet }) },
    ...labelChoiceOf({ positive, negative }, schema),
    ...(schema?.daysUpTo === undefined ? {} : { daysUpTo: parseInstant(schema.daysUpTo) }),
    types: new Map([...Object.entries(schema?.columns ?? {}), ...types]),
    exclude,
    model: request.model ?? 'auto',
    seed: request.seed ?? 1,
    now,
  };
  refuseClashes(options);
  return options;
}

/** What is asked for, else what the schema file says, of which not all values need occur. */
function labelChoiceOf(asked: Pick<LabelChoice, 'positive' | 'negative'>, schema: SchemaFile | null): LabelChoice {
  if (asked.positive.length > 0 || asked.negative.length > 0) return asked;
  return { positive: schema?.positive ?? [], negative: schema?.negative ?? [], mayLack: true };
}

function resolved(paths: Readonly<Record<string, string | undefined>>): Partial<TableOptions> {
  return Object.fromEntries(
    Object.entries(paths).flatMap(([name, path]) => (path === undefined ? [] : [[name, resolve(path)]])),
  );
}

function writingOf(of: { readonly [Name in keyof FileWriting]?: FileWriting[Name] | undefined }): FileWriting {
  const { encoding, delimiter, sheet } = of;
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
