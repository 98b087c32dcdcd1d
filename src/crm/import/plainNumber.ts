/** Numbers as Postgres reads them, within what float8 can hold: a cast never fails. */
export const plainNumberPattern = '^[-+]?([0-9]{1,30}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][-+]?[0-9]{1,2})?$';

const plain = new RegExp(plainNumberPattern);

/** Whether a text is a number as Postgres reads it. */
export function isPlainNumber(text: string): boolean {
  return plain.test(text);
}
