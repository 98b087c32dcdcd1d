import { columnOf, type EntityName, entityOf, type FieldType } from '../../config/entity.ts';
import type { ImportOptions } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { importedBound } from '../dayBound.ts';
import { type CellField, type CellReaders, type CellValue, numberCells, readCell } from './cell.ts';
import { dateReader } from './dateFormat.ts';
import { numberFormatOf, plainFormat } from './numberFormat.ts';

/** Where a field's value comes from: a cell of each record, or the configuration. */
export interface PlannedField extends CellField {
  readonly column: string;
  readonly required: boolean;
  /** Index of the cell; −1 for a constant. */
  readonly cell: number;
  readonly constant: CellValue | null;
}

interface PlannedAttribute {
  readonly name: string;
  readonly cell: number;
  /** Whether the configuration declares that it is one. */
  readonly isNumber: boolean;
}

/**
 * Names of the attributes that the configuration declares as numbers, by whose they are; of entity `attributeHistory` those of contacts and
 * of accounts.
 */
export type NumberAttributes = Readonly<Partial<Record<EntityName, ReadonlySet<string>>>>;

/** How the records of one file become rows of one entity. */
export interface ImportPlan {
  readonly entity: EntityName;
  readonly width: number;
  readonly fields: readonly PlannedField[];
  readonly attributes: readonly PlannedAttribute[];
  /** Headers that nothing is read from. */
  readonly unread: readonly string[];
  readonly readers: CellReaders;
  readonly missing: ReadonlySet<string>;
  readonly numbers: NumberAttributes;
}

/**
 * Refuses options that can't be meant, before any file is opened.
 *
 * @throws HandraiseError `config`
 */
export function checkOptions(entity: EntityName, options: ImportOptions): void {
  const { fields, attributes } = entityOf(entity);
  const refuse = (what: string) => new HandraiseError('config', `imports.${entity}: ${what}`);
  for (const key of ['columns', 'constants'] as const)
    for (const field of Object.keys(options[key]))
      if (!Object.hasOwn(fields, field))
        throw refuse(`${key}.${field} is no field of ${entity}; those are ${Object.keys(fields).join(', ')}`);
  for (const field of Object.keys(options.constants))
    if (Object.hasOwn(options.columns, field)) throw refuse(`${field} has both a column and a constant`);
  for (const field of Object.keys(options.days ?? {}))
    if (fields[field]?.type !== 'instant') throw refuse(`days.${field} is no dated field of ${entity}`);
  if (!attributes && Object.keys(options.attributes).length > 0) throw refuse(`${entity} has no attributes`);
  const { delimiter = ',' } = options;
  if (/["\r\n\uFEFF]/.test(delimiter) || !delimiter.isWellFormed())
    throw refuse(`${JSON.stringify(delimiter)} can't be a delimiter`);
  planFields(entity, options, undefined);
}

/**
 * Finds the fields among the headers of a file: by `options.columns`, else by the field's own name in camelCase or
 * snake_case. Blanks around headers don't count.
 *
 * @throws HandraiseError `data` when a header occurs twice, or a mapped or required column isn't there.
 */
export function planImport(
  entity: EntityName,
  options: ImportOptions,
  header: readonly string[],
  numbers: NumberAttributes,
): ImportPlan {
  const headers = header.map((cell) => cell.trim());
  const twice = headers.find((name, index) => name !== '' && headers.indexOf(name) !== index);
  if (twice !== undefined)
    throw new HandraiseError('data', `line 1: the header ${JSON.stringify(twice)} occurs twice`, {
      hint: 'rename one of the two columns',
    });
  const fields = planFields(entity, options, headers);
  const attributes = Object.entries(options.attributes).map(([name, wanted]) => {
    const cell = headers.indexOf(wanted.trim());
    if (cell < 0) throw absent(`attribute ${name}`, wanted, headers, `imports.${entity}.attributes`);
    return { name, cell, isNumber: numbers[entity]?.has(name) ?? false };
  });
  const read = new Set([...fields, ...attributes].map(({ cell }) => cell));
  return {
    entity,
    width: headers.length,
    fields,
    attributes,
    unread: headers.filter((name, index) => name !== '' && !read.has(index)),
    readers: readersOf(options),
    missing: new Set(options.missing),
    numbers,
  };
}

/** The fields there are; without headers, only the constants are looked at. */
function planFields(
  entity: EntityName,
  options: ImportOptions,
  headers: readonly string[] | undefined,
): readonly PlannedField[] {
  const { fields, key } = entityOf(entity);
  // Constants stand in the configuration, which writes numbers plainly.
  const readers = { ...readersOf(options), number: numberCells(plainFormat) };
  const planned: PlannedField[] = [];
  for (const [field, { type, required }] of Object.entries(fields)) {
    const plan = {
      field,
      column: columnOf(field),
      type,
      required,
      inKey: key.includes(field),
      bound: importedBound(entity, field, options.days),
    };
    const text = Object.hasOwn(options.constants, field) ? options.constants[field] : undefined;
    if (text !== undefined) {
      planned.push({ ...plan, cell: -1, constant: readConstant(entity, plan, text, options, readers) });
    } else if (headers !== undefined) {
      const cell = findCell(entity, field, required, options, headers);
      if (cell >= 0) planned.push({ ...plan, cell, constant: null });
    }
  }
  return planned;
}

function readersOf({ dateFormat, numberFormat }: ImportOptions): CellReaders {
  const format = numberFormat === undefined ? plainFormat : numberFormatOf(numberFormat);
  return { date: dateReader(dateFormat), number: numberCells(format) };
}

function findCell(
  entity: EntityName,
  field: string,
  required: boolean,
  options: ImportOptions,
  headers: readonly string[],
): number {
  const mapped = Object.hasOwn(options.columns, field) ? options.columns[field] : undefined;
  const wanted = mapped === undefined ? [field, columnOf(field)] : [mapped.trim()];
  const cell = headers.findIndex((name) => wanted.includes(name));
  if (cell < 0 && (required || mapped !== undefined))
    throw absent(`${entity}.${field}`, wanted.at(-1)!, headers, `imports.${entity}.columns`);
  return cell;
}

const textThatIsNone = 'longer than an id may be, or contains the character NUL';
const notOfType: Readonly<Record<FieldType, string>> = {
  id: textThatIsNone,
  text: textThatIsNone,
  instant: 'not a date of the declared format',
  number: 'not a finite number',
  boolean: 'neither true nor false',
};

function readConstant(
  entity: EntityName,
  plan: CellField & Pick<PlannedField, 'required'>,
  text: string,
  options: ImportOptions,
  readers: CellReaders,
): CellValue | null {
  const refuse = (why: string) => new HandraiseError('config', `imports.${entity}.constants.${plan.field}: ${why}`);
  if (options.missing.includes(text)) {
    if (plan.required) throw refuse('is required, and this value means that it is missing');
    return null;
  }
  const value = readCell(text, plan, readers);
  if (typeof value === 'object') throw refuse(`${JSON.stringify(text)} is ${notOfType[plan.type]}`);
  if (typeof value === 'string' && !value.isWellFormed()) throw refuse('contains half a surrogate pair');
  return value;
}

function absent(what: string, wanted: string, headers: readonly string[], option: string): HandraiseError {
  const found = headers.map((name) => JSON.stringify(name)).join(', ');
  return new HandraiseError('data', `${what}: expected a column ${JSON.stringify(wanted)}, found ${found}`, {
    hint: `say which column holds it in ${option}; if the headers look joined, set the delimiter`,
  });
}
