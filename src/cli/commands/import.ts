import { Argument, InvalidArgumentError } from 'commander';
import { entityNames } from '../../config/entity.ts';
import { repeated } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    command
      .addArgument(new Argument('<entity>', 'what the rows are').choices(entityNames))
      .argument('<file>', 'the CSV file')
      .option('--column <field=header>', 'which header holds a field', collectPair)
      .option('--constant <field=value>', 'a field that is the same in every row', collectPair)
      .option('--attribute <name=header>', 'an attribute to keep beside the fields', collectPair)
      .option('--delimiter <character>', 'what divides cells (default: what a line sep=; says, else a comma)')
      .option('--encoding <label>', 'such as latin1 (default: what the byte order mark says, else utf-8)')
      .option('--date-format <format>', 'such as "DD-MM-YYYY HH:mm" (default: ISO 8601)')
      .option('--number-format <number>', 'a number as the file writes them, such as 1.234,5 (default: 1234.5)')
      .option('--zone <zone>', 'zone of dates that name none (default: UTC)')
      .option('--missing <text>', 'a text that means no value; may be repeated', repeated)
      .option('--skip-bad-rows', 'load the good rows though some are bad (default: nothing then)')
      .option('--rejects <file>', 'where bad rows go (default: beside the file)'),
  examples: [
    [
      'handraise import contact people.csv --column id=person_id --column createdAt=created',
      'Load contacts from a file in which two fields have other names.',
    ],
    [
      'handraise import outcome forms.csv --constant kind=demo --date-format "DD-MM-YYYY HH:mm"',
      'Load outcomes that are all of one kind, with dates of another format.',
    ],
  ],
  action: () => import('../actions/import.ts'),
};

function collectPair(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It is a name and a value: name=value.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
