import { publicText } from '../data/publicData.ts';

/** Tables to choose settings by, and those that are opened once these are chosen. */
export type Half = 'tuning' | 'judging';

/** A public table as records of text, leaks, ids and rows without an outcome left out. */
export interface PublicTable {
  readonly name: string;
  readonly half: Half;
  readonly label: string;
  /** What the label holds for a positive. */
  readonly positive: string;
  /** Cells that mean missing. */
  readonly missing?: readonly string[];
  /** What rows are in the order of: nothing, or time, which a column may tell. Then the last ones are tested on. */
  readonly time?: 'order' | { readonly column: string };
  /** The names of the columns, then the rows; undefined where the data are absent. */
  read(): Records | undefined;
}

export type Records = readonly (readonly string[])[];

/** The text of every file, unless one is absent. */
export function publicTexts<Path extends string>(paths: readonly Path[]): Readonly<Record<Path, string>> | undefined {
  const texts = paths.map((path) => [path, publicText(path)] as const);
  if (texts.some(([, text]) => text === undefined)) return undefined;
  return Object.fromEntries(texts) as Record<Path, string>;
}

/** The records without some columns. @throws Error for a name that is no column's. */
export function withoutColumns(records: Records, names: readonly string[]): Records {
  const header = records[0]!;
  const absent = names.find((name) => !header.includes(name));
  if (absent !== undefined) throw new Error(`there is no column ${absent}`);
  const kept = [...header.keys()].filter((at) => !names.includes(header[at]!));
  return records.map((record) => kept.map((at) => record[at]!));
}
