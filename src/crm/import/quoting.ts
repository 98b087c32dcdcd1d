const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * Whether every quote of a record stands where RFC 4180 allows one: around a whole cell, or doubled within.
 *
 * @param record one record in UTF-8, with or without its line ending
 * @param mark what quotes, an ASCII character
 */
export function isWellQuoted(record: Buffer, delimiter: Buffer, mark = '"'): boolean {
  const quote = mark.charCodeAt(0);
  if (record.indexOf(quote) < 0) return true;
  let at = 0;
  while (at < record.length) {
    if (record[at] === quote) {
      at = closingQuote(record, at, quote);
      if (at < 0) return false;
      if (at < record.length && !endsCell(record, at, delimiter)) return false;
    }
    while (at < record.length && !endsCell(record, at, delimiter)) {
      if (record[at] === quote) return false;
      at++;
    }
    at += record[at] === delimiter[0] ? delimiter.length : 1;
  }
  return true;
}

/** Number of line endings in a record: CRLF, LF and lone CR count as one each. */
export function countLineEndings(record: Buffer): number {
  let lines = 0;
  for (let at = record.indexOf(lineFeed); at >= 0; at = record.indexOf(lineFeed, at + 1)) lines++;
  for (let at = record.indexOf(carriageReturn); at >= 0; at = record.indexOf(carriageReturn, at + 1)) {
    if (record[at + 1] !== lineFeed) lines++;
  }
  return lines;
}

/** Offset after the quote that closes the one at `from`; −1 when none does. */
function closingQuote(record: Buffer, from: number, quote: number): number {
  let at = from + 1;
  for (;;) {
    at = record.indexOf(quote, at);
    if (at < 0) return -1;
    if (record[at + 1] !== quote) return at + 1;
    at += 2;
  }
}

function endsCell(record: Buffer, at: number, delimiter: Buffer): boolean {
  const byte = record[at];
  if (byte === lineFeed || byte === carriageReturn) return true;
  return byte === delimiter[0] && delimiter.equals(record.subarray(at, at + delimiter.length));
}
