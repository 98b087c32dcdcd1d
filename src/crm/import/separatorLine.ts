const declared = /^(?:"sep=(.)"|sep=(.))(\r\n|\n|\r)/i;

/**
 * The text without a first line `sep=;`, by which Excel is told what separates the cells.
 *
 * @param first the beginning of a file, in UTF-8 without a byte order mark
 * @returns the separator, where there is such a line, and what follows it
 */
export function separatorLine(first: Buffer): { readonly separator?: string; readonly rest: Buffer } {
  const line = first.subarray(0, 16).toString().match(declared);
  if (!line) return { rest: first };
  return { separator: (line[1] ?? line[2])!, rest: first.subarray(Buffer.byteLength(line[0])) };
}
