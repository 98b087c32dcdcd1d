/** What UTF-8 looks like once it was read as windows-1252: Ã¼ for ü, â€™ for ’. */
const scars = /[ÂÃ][\u0080-\u00BF\u2018-\u201D\u0152-\u0178€™]|â€[\u0080-\u00BF\u0152-\u0178™œ˜¦“”]/;

/** The first line of a text that looks as if it was decoded wrongly before, and the characters that tell. */
export function decodedTwice(text: string): { readonly line: number; readonly example: string } | undefined {
  const found = scars.exec(text);
  if (!found) return undefined;
  return { line: text.slice(0, found.index).split(/\r\n|\n|\r/).length, example: found[0] };
}
