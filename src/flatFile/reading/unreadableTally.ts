import type { ColumnReading, UnreadableCells } from './columnReading.ts';

const shownLines = 10;
const shownExamples = 3;

/** Counts the cells of a column that cannot be read, of the first file and of the second. */
export class UnreadableTally {
  infinite = 0;
  #first: UnreadableCells | undefined;
  #cells = 0;
  #lines: number[] = [];
  #examples = new Set<string>();

  add(text: string, line: number): void {
    this.#cells++;
    if (this.#lines.length < shownLines) this.#lines.push(line);
    if (this.#examples.size < shownExamples) this.#examples.add(text.slice(0, 40));
  }

  startSecond(): void {
    this.#first = this.#taken();
    this.#cells = 0;
    this.#lines = [];
    this.#examples = new Set();
  }

  finish(): Pick<ColumnReading, 'unreadable' | 'unreadableInSecond' | 'infinite'> {
    const last = this.#taken();
    const none = { cells: 0, lines: [], examples: [] };
    return { unreadable: this.#first ?? last, unreadableInSecond: this.#first ? last : none, infinite: this.infinite };
  }

  #taken(): UnreadableCells {
    return { cells: this.#cells, lines: this.#lines, examples: [...this.#examples] };
  }
}
