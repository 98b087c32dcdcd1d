/** One kind of problem: how often it occurred, and where first. */
export interface ImportProblem {
  readonly reason: string;
  readonly count: number;
  /** Up to ten lines of the file, ascending. */
  readonly firstLines: readonly number[];
}

const shownLines = 10;

/** Counts problems by kind, in the order in which they first occurred. */
export class ProblemCounts {
  private readonly found = new Map<string, { count: number; firstLines: number[] }>();

  add(line: number, reason: string): void {
    const known = this.found.get(reason);
    if (known === undefined) {
      this.found.set(reason, { count: 1, firstLines: [line] });
      return;
    }
    known.count++;
    if (known.firstLines.length < shownLines) known.firstLines.push(line);
  }

  list(): ImportProblem[] {
    return [...this.found].map(([reason, { count, firstLines }]) => ({ reason, count, firstLines }));
  }
}
