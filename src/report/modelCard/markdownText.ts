import { printable } from '../printable.ts';

/** What begins markup in the middle of a line, in CommonMark and in the tables, strikethroughs and formulas of GitHub. */
const inline = /[\\`*[\]<|~$#]/g;

/** Underscores that could begin or end emphasis: all but those within a word. */
const underscore = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/**
 * A text of any content as one line of Markdown that shows just that: no markup, link or entity comes of it, and no cell of
 * a table ends in it.
 *
 * White space, line ends included, becomes single blanks.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(inline, '\\$&')
    .replace(underscore, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(?<=www)\./gi, '\\.')
    .replace(/^(?:>|[+-](?=[ -]|$))/, '\\$&')
    .replace(/^(\d{1,9})(?=[.)](?: |$))/, '$1\\');
}

/** An identifier as code where that is safe in every place, else as text. */
export function markdownCode(text: string): string {
  return /^[\w.:@/+-]+$/.test(text) ? `\`${text}\`` : markdownText(text);
}

/** A text for a block of code, in which nothing is markup. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
