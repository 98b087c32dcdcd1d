import { readPage } from './markdownPages.ts';

/** A block of code of a page. */
export interface CodeBlock {
  readonly page: string;
  /** Line of the page, from 1, on which it begins. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** Why no test runs it, as the remark `<!-- not run: why -->` above it says. */
  readonly notRun: string | undefined;
}

/** The blocks of code of a page, in their order. */
export function codeBlocks(page: string): CodeBlock[] {
  const text = readPage(page);
  return [...text.matchAll(/^(?:<!-- not run: (.+) -->\n)?```([\w-]*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: notRun, 2: language, 3: content, index }) => ({
      page,
      line: text.slice(0, index).split('\n').length,
      language: language!,
      text: content!,
      notRun,
    }),
  );
}

/** The commands of a block of `sh`, one a line, without blank lines and the remarks behind `#`. */
export function commandsOf({ text }: Pick<CodeBlock, 'text'>): string[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)# .*$/, '').trim())
    .filter((line) => line !== '');
}

/** Commands of Handraise in the sentences of a page, as they stand between backticks. */
export function spokenCommands(page: string): string[] {
  const text = readPage(page).replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/`((?:npx )?handraise [^`]+)`/g)].map(([, command]) => command!);
}

/** The words of a command, as a shell would divide them. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/["']/g, ''));
}
