import type { Argument, Command, Option } from 'commander';
import type { Example } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { programOf } from '../../src/cli/program.ts';
import { type ErrorCode, exitCodes } from '../../src/errors.ts';
import { markdownTable } from './markdownTable.ts';

/** Options that every command of the list takes, which its section leaves out. */
const common = ['--config', '--database', '--json', '--help'];

/** What each kind of failure means for whoever reads the exit code. */
const meanings: Readonly<Record<Exclude<ErrorCode, 'config' | 'interrupted'>, string>> = {
  unexpected: 'unexpected failure: a bug',
  usage: 'usage or configuration',
  data: 'data refused, or too few of them',
  database: 'database unavailable',
  permission: 'permission missing; the message is the `GRANT` to run',
  artefact: 'model artefact refused',
  busy: 'another run of the program is active',
  resource: 'out of memory, disk or another resource',
  gate: 'a gate blocked: nothing was promoted or published',
};

const endings: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ...Object.entries(meanings).map(([code, meaning]): [string, string] => [
    String(exitCodes[code as ErrorCode]),
    meaning,
  ]),
  ['129', 'interrupted: the terminal was closed (SIGHUP)'],
  ['130', 'interrupted by Ctrl-C (SIGINT)'],
  ['141', 'nobody reads the output any more'],
  [String(exitCodes.interrupted), 'interrupted by SIGTERM'],
];

const program = await programOf(() => undefined);

const all = [...commands.map(({ name, summary }) => ({ name, summary })), ...alone(['help', 'completion'])];

const examples = new Map(
  await Promise.all(
    commands.map(async ({ name, load }) => [name, (await load()).definition.examples as readonly Example[]] as const),
  ),
);

/** Tables of docs/reference/commands.md. */
export const commandTables: Readonly<Record<string, string>> = {
  list: markdownTable(
    ['command', 'what it does'],
    all.map(({ name, summary }) => [`[\`${name}\`](#${name.replaceAll(' ', '-')})`, cell(summary)]),
  ),
  common: optionTable(commandAt('init'), (option) => common.includes(option.long ?? '')),
  commands: all.map(({ name, summary }) => section(name, summary, examples.get(name) ?? [])).join('\n\n'),
  'exit-codes': markdownTable(['exit code', 'meaning'], endings),
};

function section(name: string, summary: string, lines: readonly Example[]): string {
  const command = commandAt(name);
  const given = command.registeredArguments.map(argumentRow);
  const options = command.options.some((option) => !common.includes(option.long ?? ''));
  return [
    `### ${name}`,
    `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    `\`\`\`text\nhandraise ${name} ${command.usage()}\n\`\`\``,
    ...(given.length > 0 ? [markdownTable(['argument', 'what'], given)] : []),
    ...(options ? [optionTable(command, (option) => !common.includes(option.long ?? ''))] : []),
    ...(lines.length > 0 ? [lines.map(([line, what]) => `- \`${line}\`: ${what}`).join('\n')] : []),
  ].join('\n\n');
}

function argumentRow(argument: Argument): string[] {
  const { required, variadic, description, argChoices } = argument;
  const name = `${argument.name()}${variadic ? '...' : ''}`;
  return [
    `\`${required ? `<${name}>` : `[${name}]`}\``,
    `${cell(description)}${argChoices ? `: ${argChoices.map((choice) => `\`${choice}\``).join(', ')}` : ''}`,
  ];
}

function optionTable(command: Command, shown: (option: Option) => boolean): string {
  return markdownTable(
    ['option', 'what'],
    command.options
      .filter(shown)
      .map(({ flags, description, argChoices, defaultValue, mandatory }) => [
        `\`${flags}\``,
        [
          cell(description),
          ...(argChoices ? [`: ${argChoices.map((choice) => `\`${choice}\``).join(', ')}`] : []),
          ...(defaultValue === undefined ? [] : [` (default: ${defaultValue})`]),
          ...(mandatory ? ['; **required**'] : []),
        ].join(''),
      ]),
  );
}

function commandAt(name: string): Command {
  const found = name
    .split(' ')
    .reduce<Command | undefined>((at, word) => at?.commands.find((command) => command.name() === word), program);
  if (!found) throw new Error(`there is no command ${name}`);
  return found;
}

function alone(names: readonly string[]) {
  return names.map((name) => ({ name, summary: commandAt(name).description() }));
}

/** Text as a cell of a table, where Markdown's own signs are literal. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
}
