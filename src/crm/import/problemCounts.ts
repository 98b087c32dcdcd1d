/** One kind of problem: how often it occurred, and where first. */
export interface ImportProblem {
  readonly reason: string;
  readonly count: number;
  /** Up to ten lines of the file, ascending. */
  readonly firstLines: readonly number[];
  /** A few of the cells, where they say more than the reason. */
  readonly examples?: readonly string[];
}

const shownLines = 10;
const shownExamples = 3;
const longestExample = 40;

/** Counts problems by kind, in the order in which they first occurred. */
export class ProblemCounts {
  private readonly found = new Map<string, { count: number; firstLines: number[]; examples: Set<string> }>();

  add(line: number, reason: string, example?: string): void {
    const known = this.found.get(reason) ?? { count: 0, firstLines: [], examples: new Set() };
    this.found.set(reason, known);
    known.count++;
    if (known.firstLines.length < shownLines) known.firstLines.push(line);
    if (example !== undefined && known.examples.size < shownExamples)
      known.examples.add(example.slice(0, longestExample));
  }

  list(): ImportProblem[] {
    return [...this.found].map(([reason, { count, firstLines, examples }]) => ({
      reason,
      count,
      firstLines,
      ...(examples.size > 0 ? { examples: [...examples] } : {}),
    }));
  }
}
