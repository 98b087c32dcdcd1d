/** Longest id or key text, in bytes of UTF-8: an index entry of Postgres holds 2,704 bytes, and a key up to three texts. */
export const keyLimit = 800;

/** Whether an id, or a text of a key, is longer than a table of ours can hold. */
export function isLongKey(text: string): boolean {
  // No character takes more than three bytes a UTF-16 unit, so most need no counting.
  return text.length * 3 > keyLimit && Buffer.byteLength(text) > keyLimit;
}

/** What is said of long ids by check and by whoever refuses them. */
export const longKeyRemedy = 'map a shorter id in its place, the same wherever it occurs, such as md5(id)';
