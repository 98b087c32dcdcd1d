/** One kind of problem: how often it occurred, and where first. */
export interface CountedProblem<Problem> {
  readonly problem: Problem;
  readonly count: number;
  /** Up to ten lines of the file, ascending. */
  readonly firstLines: readonly number[];
  /** A few of the cells, where they say more than the problem. */
  readonly examples: readonly string[];
}

const shownLines = 10;
const shownExamples = 3;
const longestExample = 40;

/** Counts problems by what they are as data, in the order in which they first occurred. */
export class ProblemCounts<Problem> {
  private readonly found = new Map<
    string,
    { problem: Problem; count: number; firstLines: number[]; examples: Set<string> }
  >();

  add(line: number, problem: Problem, example?: string): void {
    const key = JSON.stringify(problem);
    const known = this.found.get(key) ?? { problem, count: 0, firstLines: [], examples: new Set() };
    this.found.set(key, known);
    known.count++;
    if (known.firstLines.length < shownLines) known.firstLines.push(line);
    if (example !== undefined && known.examples.size < shownExamples)
      known.examples.add(example.slice(0, longestExample));
  }

  list(): CountedProblem<Problem>[] {
    return [...this.found.values()].map((found) => ({ ...found, examples: [...found.examples] }));
  }
}
