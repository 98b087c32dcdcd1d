/**
 * A text as one word of a POSIX shell: as it is where the shell reads nothing into it, else in single quotes.
 *
 * @example shellWord("Last Activity") // 'Last Activity', quotes included
 */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
