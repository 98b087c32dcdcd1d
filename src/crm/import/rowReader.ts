import type { RowProblem } from '../../notice/refusedRows.ts';
import { type CellValue, readCell } from './cell.ts';
import type { CsvRecord } from './csvRecord.ts';
import type { ImportPlan } from './importPlan.ts';
import { isPlainNumber } from './plainNumber.ts';

/** One row ready to be staged: a value per planned field, and the attributes it has. */
export interface Row {
  readonly values: readonly (CellValue | null)[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** A row, and whether some date of it says no offset. */
interface ReadRow extends Row {
  readonly naive: boolean;
  /** Attributes declared as numbers whose cells are none, with their cells. */
  readonly unreadable: readonly { readonly name: string; readonly cell: string }[];
}

/** Everything that is wrong with a record. */
interface Unreadable {
  readonly problems: readonly RowProblem[];
}

/** Length of an instant as text when no offset follows. */
const naiveLength = 'YYYY-MM-DD HH:mm:ss.ffffff'.length;

/** Values that a field may only take; the tables refuse others. */
const allowedValues: Readonly<Record<string, readonly string[]>> = {
  'attributeHistory.entity': ['contact', 'account'],
};

/** The row of a record, or everything that is wrong with it. */
export function readRow(plan: ImportPlan, record: CsvRecord): ReadRow | Unreadable {
  if (!record.wellQuoted) return { problems: [{ why: 'quote-inside' }] };
  const { cells } = record;
  if (cells.length !== plan.width)
    return { problems: [{ why: cells.length < plan.width ? 'too-few-cells' : 'too-many-cells' }] };
  const problems: RowProblem[] = [];
  const damaged = (cell: string) => record.damaged && cell.includes('\uFFFD');
  let naive = false;
  const values = plan.fields.map((field): CellValue | null => {
    if (field.cell < 0) return field.constant;
    const cell = cells[field.cell]!;
    if (plan.missing.has(cell) || (field.required && cell === '')) {
      if (field.required) problems.push({ why: 'missing', field: field.field });
      return null;
    }
    if (damaged(cell)) {
      problems.push({ why: 'undecodable', field: field.field });
      return null;
    }
    const value = readCell(cell, field, plan.readers);
    if (typeof value === 'object') {
      problems.push(value);
      return null;
    }
    naive ||= field.type === 'instant' && String(value).length === naiveLength;
    const choices = allowedValues[`${plan.entity}.${field.field}`];
    if (choices && !choices.includes(String(value)))
      problems.push({ why: 'not-allowed', field: field.field, allowed: choices });
    return value;
  });
  // Without a prototype, so that no header can be taken for one of its properties.
  const attributes: Record<string, string> = Object.create(null);
  const unreadable: { name: string; cell: string }[] = [];
  const numberOf = (name: string, cell: string) => {
    const value = plan.readers.number.read(cell.trim());
    if (Number.isNaN(value)) unreadable.push({ name, cell });
    return Number.isNaN(value) ? cell : numberText(cell, value);
  };
  for (const { name, cell: index, isNumber } of plan.attributes) {
    const cell = cells[index]!;
    if (plan.missing.has(cell)) continue;
    if (damaged(cell)) problems.push({ why: 'undecodable', field: name });
    else if (cell.includes('\0')) problems.push({ why: 'nul', field: name });
    else if (!isNumber || cell.trim() === '') attributes[name] = cell;
    else attributes[name] = numberOf(name, cell);
  }
  if (plan.entity === 'attributeHistory') readHistoryValue(plan, values, numberOf);
  return problems.length > 0 ? { problems } : { values, attributes, naive, unreadable };
}

/** Reads the value that an attribute took where it is declared as a number; one that the configuration gives is written plainly. */
function readHistoryValue(
  { fields, numbers }: ImportPlan,
  values: (CellValue | null)[],
  numberOf: (name: string, cell: string) => string,
): void {
  const positionOf = (field: string) => fields.findIndex((planned) => planned.field === field);
  const at = positionOf('value');
  const cell = values[at];
  if (typeof cell !== 'string' || cell.trim() === '' || fields[at]!.cell < 0) return;
  const name = String(values[positionOf('name')]);
  const isNumber = (['contact', 'account'] as const).some(
    (entity) => values[positionOf('entity')] === entity && numbers[entity]?.has(name),
  );
  if (isNumber) values[at] = numberOf(name, cell);
}

/** A number as the database reads it again, as it was written where that will do. */
function numberText(cell: string, value: number): string {
  return isPlainNumber(cell) ? cell : String(value);
}
