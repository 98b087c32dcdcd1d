import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadColumn } from '../../src/flatFile/readColumn.ts';
import { readFlatFile } from '../../src/flatFile/readFlatFile.ts';

/** Columns by name, read from a file in which every cell is quoted, with one of row numbers beside them. */
export async function readColumns(
  columns: Readonly<Record<string, readonly string[]>>,
  options: {
    readonly separator?: string;
    readonly types?: Readonly<Record<string, string>>;
    readonly time?: string;
    readonly exclude?: readonly string[];
    readonly second?: Readonly<Record<string, readonly string[]>>;
  } = {},
): Promise<Readonly<Record<string, ReadColumn>>> {
  const { separator = ',', types = {}, time, exclude = [], second } = options;
  const folder = await mkdtemp(join(tmpdir(), 'handraise-'));
  try {
    const file = join(folder, 'f.csv');
    await writeFile(file, textOf(columns, separator));
    if (second) await writeFile(join(folder, 'second.csv'), textOf(second, separator));
    const read = await readFlatFile({
      file,
      asText: [],
      exclude,
      types: new Map(Object.entries(types)),
      ...(time === undefined ? {} : { time }),
      ...(second ? { second: join(folder, 'second.csv') } : {}),
    });
    return Object.fromEntries(read.columns.map((column) => [column.name, column]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same of one column, `x`. */
export async function readColumn(
  cells: readonly string[],
  options: Parameters<typeof readColumns>[1] = {},
): Promise<ReadColumn> {
  return (await readColumns({ x: cells }, options)).x!;
}

/** Numbers or microseconds, null where missing; texts of a column of texts. */
export function valuesOf({ column }: ReadColumn): readonly (number | string | null)[] {
  if (column.kind === 'category') return Array.from(column.codes, (code) => column.levels[code] ?? null);
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

function textOf(columns: Readonly<Record<string, readonly string[]>>, separator: string): string {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const [first = []] = Object.values(columns);
  const all = { ...columns, row: first.map((_, row) => `r${row}`) };
  const rows = first.map((_, row) =>
    Object.values(all)
      .map((cells) => quoted(cells[row]!))
      .join(separator),
  );
  return [Object.keys(all).map(quoted).join(separator), ...rows, ''].join('\n');
}
