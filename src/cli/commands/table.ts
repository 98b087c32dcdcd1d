import { InvalidArgumentError, Option } from 'commander';
import { repeated } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    command
      .argument('<file>', 'CSV with a header, also packed by gzip or zip, or a workbook of Excel (.xlsx)')
      .requiredOption('--label <column>', 'the outcome')
      .option('--positive <values>', 'values of the label that mean yes, with commas; may be repeated', repeated)
      .option(
        '--negative <values>',
        'values that mean no; others are left out where --positive is given as well',
        repeated,
      )
      .option('--id <column>', 'names the rows; those of one id stay together where rows are split by hash')
      .option(
        '--group <column>',
        'rows of one value stay on one side; none: every row is on its own (default: the id, or what is found)',
      )
      .option('--time <column>', 'dates or numbers that order the rows in time')
      .option(
        '--exclude <columns>',
        'columns to leave out, with commas between them (a name may hold commas itself); may be repeated',
        repeated,
      )
      .option(
        '--keep <column=reason>',
        'a column to use though the audit would leave it out, and why; may be repeated',
        repeated,
      )
      .option('--encoding <label>', 'such as windows-1252 (default: what the byte order mark says, else utf-8)')
      .addOption(
        new Option('--delimiter <character>', 'what separates cells, also tab (default: found out)').argParser(
          delimiterOf,
        ),
      )
      .option('--sheet <name>', 'sheet of a workbook, by name or number (default: the only one that holds something)')
      .option(
        '--type <column=type>',
        'what a column is: number, number:1.234,5, category, date:DD/MM/YYYY, text, id',
        repeated,
      )
      .option('--schema <file>', 'what columns are, as --write-schema drafts it')
      .option('--write-schema <file>', 'write down what each column was taken for, to keep it so')
      .option('--test <file>', 'another file of these columns to score and, if it has the label, to test on')
      .option('--accept-drift', 'score that file though it lacks much of what the model goes by')
      .addOption(
        new Option(
          '--split <by>',
          'how test rows are chosen (default: time with --time, order where the rows are in the order of time, else hash)',
        ).choices(['time', 'order', 'hash']),
      )
      .addOption(
        new Option('--model <family>', 'which model; gbm is boosting')
          .choices(['auto', 'logistic', 'boosting', 'gbm'])
          .default('auto'),
      )
      .option('--predictions <file>', 'CSV to write: id, probability, score, tier, rank, reasons of each test row')
      .option('--report <file>', 'HTML report to write')
      .option('--publish <program>', 'publish the scored rows to the database as the ranking of this program'),
  examples: [
    [
      'handraise table leads.csv --label converted --report leads.html',
      'Train on a file, and write a page to open in a browser.',
    ],
    [
      'handraise table leads.csv --label converted --test new.csv --predictions scored.csv',
      'Score the rows of another file of the same columns.',
    ],
    [
      'handraise table leads.xlsx --label status --positive "won,signed" --exclude "notes,owner"',
      'Say which values mean yes, and leave two columns out.',
    ],
  ],
  action: () => import('../actions/table.ts'),
};

function delimiterOf(text: string): string {
  const delimiter = text === 'tab' || text === '\\t' ? '\t' : text;
  if (delimiter.length === 1 && !/["'\r\n]/.test(delimiter)) return delimiter;
  throw new InvalidArgumentError('It is one character, or the word tab.');
}
