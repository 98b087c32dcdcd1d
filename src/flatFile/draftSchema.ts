import { type Instant, isoOf } from '../time/instant.ts';
import type { FlatFile } from './flatFile.ts';
import type { Label, LabelUse } from './label.ts';
import type { ColumnReading } from './reading/columnReading.ts';
import type { SchemaFile } from './schemaFile.ts';

/** What settles how a file is written, what its label means, which rows belong together, what ages are counted up to and every column as what it was taken for. */
export function draftSchema(
  columns: readonly ColumnReading[],
  { encoding, delimiter, sheet }: Pick<FlatFile, 'encoding' | 'delimiter' | 'sheet'>,
  { uses }: Pick<Label, 'uses'>,
  { group, daysUpTo }: { readonly group: string | undefined; readonly daysUpTo: Instant | undefined },
): SchemaFile {
  const valuesOf = (as: LabelUse['as']) => uses.flatMap((use) => (use.as === as ? [use.value] : []));
  return {
    positive: valuesOf('yes'),
    negative: valuesOf('no'),
    ...(group === undefined ? {} : { group }),
    ...(sheet === undefined ? { encoding, delimiter } : { sheet }),
    ...(daysUpTo === undefined ? {} : { daysUpTo: isoOf(daysUpTo) }),
    columns: Object.fromEntries(columns.map((column) => [column.name, typeOf(column)])),
  };
}

function typeOf({ type, format, unmarked }: ColumnReading): string {
  switch (type) {
    case 'text':
    case 'id':
      return type;
    case 'date':
      return `date:${format}`;
    default:
      // A column of one value today may have more tomorrow.
      if (format === undefined) return 'category';
      // Its marks are settled by the first file that has some, or asked for.
      return unmarked ? 'number' : `number:${format}`;
  }
}
