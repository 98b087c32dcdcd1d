import { HandraiseError } from '../errors.ts';
import { shellWord } from '../text/shellWord.ts';
import type { UnclearReason } from './reading/decision.ts';

/** A column that can be read in two ways: why, and the types of which one settles it, as `--type` takes them. */
export interface UnclearColumn {
  readonly name: string;
  readonly problem: UnclearReason;
  readonly types: readonly string[];
}

/** A file is refused because nothing tells how some of its columns are to be read; `columns` says which, why, and what settles each. */
export class UnclearColumnsError extends HandraiseError {
  readonly columns: readonly UnclearColumn[];

  constructor(file: string, columns: readonly UnclearColumn[]) {
    const problems = columns.map(({ name, problem }) => `column ${JSON.stringify(name)}: ${problemText(problem)}`);
    const ways = columns.map(({ name, types }) =>
      types.map((type) => `--type ${shellWord(`${name}=${type}`)}`).join(' or '),
    );
    super('data', `${file}: ${problems.join('; ')}`, {
      hint: `nothing in the file tells; say how it is: ${ways.join(' and ')}`,
    });
    this.name = 'UnclearColumnsError';
    this.columns = columns;
  }
}

function problemText(problem: UnclearReason): string {
  if (problem.why === 'mark-open') return `1${problem.mark}234 may be 1234 or 1.234`;
  return {
    'day-or-month': 'day and month cannot be told apart',
    'days-in-both-places': 'days above 12 stand in both places',
    'two-ways': 'its numbers are written in two ways',
  }[problem.why];
}
