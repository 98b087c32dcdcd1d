import { Argument, type Command } from 'commander';
import { examplesText } from '../examples.ts';

/**
 * Adds `completion`, which prints.
 *
 * @param whole gives the command line with every argument and option
 */
export function addCompletion(program: Command, whole: () => Promise<Command>): void {
  program
    .command('completion')
    .description('write what a shell reads to complete commands, options and their values')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      examplesText([
        ['source <(handraise completion bash)', 'In ~/.bashrc; for zsh the same in ~/.zshrc, after compinit.'],
        ['handraise completion fish > ~/.config/fish/completions/handraise.fish', 'For fish, once.'],
      ]),
    )
    .action(async (shell: string) => {
      const { completionOf } = await import('./shells.ts');
      process.stdout.write(completionOf(await whole(), shell));
    });
}
