import type { FlatFile } from './flatFile.ts';
import type { ColumnReading } from './reading/columnReading.ts';
import type { SchemaFile } from './schemaFile.ts';

/** What settles how a file is written and every column as what it was taken for. */
export function draftSchema(
  columns: readonly ColumnReading[],
  { encoding, delimiter, sheet }: Pick<FlatFile, 'encoding' | 'delimiter' | 'sheet'>,
): SchemaFile {
  return {
    ...(sheet === undefined ? { encoding, delimiter } : { sheet }),
    columns: Object.fromEntries(columns.map((column) => [column.name, typeOf(column)])),
  };
}

function typeOf({ type, format }: ColumnReading): string {
  switch (type) {
    case 'text':
    case 'id':
      return type;
    case 'date':
      return `date:${format}`;
    default:
      // A column of one value today may have more tomorrow.
      return format === undefined ? 'category' : `number:${format}`;
  }
}
