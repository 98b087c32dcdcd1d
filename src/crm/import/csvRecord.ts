/** One record of a CSV file. */
export interface CsvRecord {
  /** Line of the file on which it starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Its text as it stands in the file, without the line ending; bytes that could not be decoded are U+FFFD. */
  text(): string;
  /** Whether some bytes of it could not be decoded; the cells that hold them contain U+FFFD. */
  readonly damaged: boolean;
  /** Whether quotes stand only around cells, or doubled within; otherwise the cells are guesses. */
  readonly wellQuoted: boolean;
  /** Of a sheet: whether a cell is a number itself, whose text is written plainly whatever the texts of its column. */
  isNumber?(at: number): boolean;
}
