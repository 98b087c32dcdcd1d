const backslash = 0x5c;

/** A text as {@link withDoubledQuotes} gives it, in chunks. */
export async function* withoutBackslashes(chunks: AsyncIterable<Buffer>, quote: string): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const text = kept.length > 0 ? Buffer.concat([kept, chunk]) : chunk;
    let run = 0;
    while (run < text.length && text[text.length - 1 - run] === backslash) run++;
    // One backslash too many at the end belongs to what comes next.
    const end = text.length - (run % 2);
    kept = text.subarray(end);
    yield withDoubledQuotes(text.subarray(0, end), quote);
  }
  if (kept.length > 0) yield kept;
}

/** The text with `\"` as `""` and `\\` as `\`, for quotes within cells that are written as MySQL and many a script do. */
export function withDoubledQuotes(text: Buffer, quote: string): Buffer {
  const mark = quote.charCodeAt(0);
  const out = Buffer.alloc(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const escaped = text[at] === backslash && (text[at + 1] === mark || text[at + 1] === backslash);
    if (escaped && text[at + 1] === mark) out[length++] = mark;
    if (escaped) at++;
    out[length++] = text[at]!;
  }
  return out.subarray(0, length);
}
