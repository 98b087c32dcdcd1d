/**
 * A text as one word of a POSIX shell: as it is where the shell reads nothing into it, else in single quotes.
 *
 * @example shellWord("Last Activity") // 'Last Activity', quotes included
 */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** `--flag` with values as a shell takes them: commas between them, a flag of its own for one that holds a comma. */
export function flagWith(flag: string, values: readonly string[]): string {
  const joined = values.filter((value) => !value.includes(',') && value !== '');
  const alone = values.filter((value) => value.includes(',') || value === '');
  return [...(joined.length > 0 ? [joined.join(',')] : []), ...alone]
    .map((text) => `${flag} ${shellWord(text)}`)
    .join(' ');
}
