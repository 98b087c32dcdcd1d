import type { Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { programOf } from '../../src/cli/program.ts';
import { type CodeBlock, codeBlocks, commandsOf, spokenCommands, wordsOf } from './commandBlocks.ts';
import { markdownPages } from './markdownPages.ts';
import { pagesRunOnDemo, tutorials } from './runPages.ts';

const pages = markdownPages();

/** Languages of the blocks: `sh` is what a reader types, `text` what a reader sees. */
const languages = ['sh', 'text', 'ts', 'sql', 'mermaid', 'json', 'crontab'];

describe('the code of the pages', () => {
  test.each(pages)('%s names the language of each block', (page) => {
    const unknown = codeBlocks(page).filter(({ language }) => !languages.includes(language));
    expect(unknown.map(({ line, language }) => ({ line, language }))).toEqual([]);
  });

  test('a command that no test runs says why', () => {
    const unmarked = pages
      .filter((page) => !pagesRunOnDemo.includes(page) && !tutorials.includes(page))
      .flatMap((page) => codeBlocks(page).filter(({ language, notRun }) => language === 'sh' && notRun === undefined));
    expect(unmarked.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  });

  const typed = pages.flatMap((page) => [
    ...codeBlocks(page)
      .filter(({ language }) => language === 'sh')
      .flatMap((block: CodeBlock) => commandsOf(block).map((command) => ({ page, command }))),
    ...spokenCommands(page).map((command) => ({ page, command })),
  ]);
  const lines = typed.flatMap(({ page, command }) =>
    command
      .split(/&&|;|\||>|\$\(|<\(/)
      .map((part) => part.trim().replace(/^npx /, '').replace(/\).*$/, ''))
      .filter((part) => part.startsWith('handraise '))
      .map((part) => ({ page, part })),
  );

  test('commands are found', () => {
    expect(lines.length).toBeGreaterThan(60);
  });

  test.each(lines)('$page: $part is a command with these options', async ({ part }) => {
    const words = wordsOf(part).slice(1);
    // A command of which more than the name is left open, such as `handraise import`, is named, not typed.
    const program = await programOf(() => undefined);
    for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
      command.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    const refusal = await program.parseAsync(words, { from: 'user' }).then(
      () => null,
      (error: CommanderError) => error,
    );
    const named = [
      'commander.missingArgument',
      'commander.missingMandatoryOptionValue',
      'commander.optionMissingArgument',
      'commander.helpDisplayed',
      'commander.version',
    ];
    expect(refusal === null || named.includes(refusal.code) ? null : refusal.message).toBeNull();
    // What is missing is found before what is unknown.
    const known = optionsOf(program, words);
    const flags = words.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0]!);
    expect(flags.filter((flag) => !known.includes(flag))).toEqual([]);
  });
});

/** The long options of the command that the words name. */
function optionsOf(program: Command, words: readonly string[]): string[] {
  const named = (at: Command, word: string | undefined) => at.commands.find((command) => command.name() === word);
  const first = named(program, words[0]) ?? program;
  const command = named(first, words[1]) ?? first;
  return ['--help', '--version', ...command.options.map(({ long }) => long ?? '')];
}
