/** A text as it is compared: in normal form C, every kind of blank one space, none around it. */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Z}\t]+/gu, ' ')
    .trim();
}

/**
 * A value of a label as its meaning is looked up: in small letters, without a full stop at its end, with spaces between its words, whole
 * numbers without decimals, `−` as `-`.
 */
export function foldedValue(text: string): string {
  const plain = plainText(text)
    .toLowerCase()
    .replace(/^\u2212/, '-');
  if (/^[+-]?\d+(?:[.,]0+)?$/.test(plain)) return String(Number(plain.replace(/[.,]0+$/, '')) + 0);
  return plain.replace(/(?<=.)\.$/, '').replaceAll(/(?<=\p{L})[\s_-]+(?=\p{L})/gu, ' ');
}
