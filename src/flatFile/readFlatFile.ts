import { createHash } from 'node:crypto';
import { HandraiseError } from '../errors.ts';
import { type ColumnBuilder, columnBuilder } from './columnBuilder.ts';
import { namesInLists } from './columnLists.ts';
import { columnNamed } from './columnNamed.ts';
import { eachRow } from './eachRow.ts';
import type { FlatFile } from './flatFile.ts';
import type { FlatFileInput } from './flatFileInput.ts';
import { refuseIdleWriting } from './idleWriting.ts';
import { type OpenedRecords, openRecords } from './openRecords.ts';
import { planColumns } from './planColumns.ts';
import type { PlannedColumn, ReadColumn } from './readColumn.ts';
import { ColumnEvidence } from './reading/columnEvidence.ts';
import { settledType } from './reading/typeOption.ts';
import { secondPositions } from './secondPositions.ts';
import { oddRecords, type ShapeRemark } from './shapeRemark.ts';

/**
 * Reads a CSV file or a sheet of a workbook, and a second one after it, into columns: streamed, packed by gzip or zip or not, with any of the
 * usual separators.
 *
 * The first file is read twice: what each column is is told by all its cells, and only then are they read. The second is read
 * as the first is. A first line of numbers alone is no header.
 *
 * @throws HandraiseError `data` for a file without rows, columns of one name, columns that can be read in two ways, cells that are
 *   nothing of what they are said to be, or a second file that lacks columns; `usage` for a file that cannot be read, and for
 *   types and columns that there are not.
 */
export async function readFlatFile(input: FlatFileInput): Promise<FlatFile> {
  const { file, written = {}, onBytes } = input;
  const hash = createHash('sha256');
  const half = (of: 0 | 1) => (read: number, total: number) => onBytes?.((of * total + read) / 2, total);
  const first = await openRecords(file, { ...written, hash, onBytes: half(0) });
  const { names, rowNames, delimiter, encoding, sheet } = first;
  if (input.second === undefined) refuseIdleWriting(written, [{ file, sheet }]);
  const id = input.id === undefined ? rowNames : columnNamed(input.id, names, file);
  const builders = (await planOf(input, first, id)).map(columnBuilder);
  const shape = [...first.remarks];
  const ids: string[] = [];
  const idAt = id === undefined ? -1 : names.indexOf(id);
  const take = (column: number, cell: string, line: number, isNumber: boolean) => {
    builders[column]!.add(cell, line, isNumber);
    if (column === idAt) ids.push(cell);
  };
  const again = await openRecords(file, { ...written, onBytes: half(1) });
  const firstRows = await eachRow(again.records, [...names.keys()], take);
  let rows = firstRows;
  let secondShape: readonly ShapeRemark[] = [];
  if (input.second !== undefined) {
    for (const builder of builders) builder.startSecond();
    const second = await openRecords(input.second, { ...written, hash, onBytes });
    refuseIdleWriting(written, [
      { file, sheet },
      { file: input.second, sheet: second.sheet },
    ]);
    rows += await eachRow(second.records, secondPositions(second, first, input), take);
    secondShape = second.remarks;
  }
  return {
    rows,
    firstRows,
    columns: finished(builders, file),
    ...(id === undefined ? {} : { ids }),
    ...(rowNames === undefined ? {} : { rowNames }),
    ragged: oddRecords([...shape, ...secondShape]),
    shape,
    secondShape,
    delimiter,
    encoding,
    ...(sheet === undefined ? {} : { sheet }),
    fingerprint: hash.digest('hex'),
  };
}

/** What each column is, by all records of the first file. */
async function planOf(
  input: FlatFileInput,
  { names, delimiter, records }: OpenedRecords,
  id: string | undefined,
): Promise<readonly PlannedColumn[]> {
  const { file, asText, types, time } = input;
  if (new Set(names).size < names.length) {
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    throw new HandraiseError('data', `${file}: column ${JSON.stringify(twice)} occurs twice`, {
      hint: 'give the columns names of their own',
    });
  }
  const nameOf = (name: string) => columnNamed(name, names, file);
  const raw = new Set(asText.map(nameOf));
  const settled = new Map([...types].map(([name, type]) => [nameOf(name), settledType(name, type)]));
  if (id !== undefined) settled.set(id, { kind: 'id' });
  const evidence = names.map(() => new ColumnEvidence());
  const rows = await eachRow(records, [...names.keys()], (column, cell, _, isNumber) =>
    evidence[column]!.add(cell, isNumber),
  );
  if (rows === 0) throw new HandraiseError('data', `${file} has no rows`);
  return planColumns({
    ...{ file, names, delimiter, settled, asText: raw },
    evidence: evidence.map((one) => one.finish()),
    time: time === undefined ? undefined : nameOf(time),
    unused: new Set(namesInLists(input.exclude, names)),
  });
}

/** @throws HandraiseError `data` for a column of which nothing is what it was said to be. */
function finished(builders: readonly ColumnBuilder[], file: string): readonly ReadColumn[] {
  const columns = builders.map((builder) => builder.finish());
  for (const { name, kind, column, reading } of columns) {
    if (!reading.settled || reading.unreadable.cells === 0 || column.kind !== 'number') continue;
    if (!column.values.every(Number.isNaN)) continue;
    const { lines, examples, cells } = reading.unreadable;
    throw new HandraiseError(
      'data',
      `${file}: column ${JSON.stringify(name)}: none of ${cells} cells is a ${kind} ${reading.format}`,
      {
        hint: `such as ${examples.map((one) => JSON.stringify(one)).join(', ')} on line ${lines.slice(0, 3).join(', ')}; settle it as something else`,
      },
    );
  }
  return columns;
}
