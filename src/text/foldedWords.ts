const letters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd' };

/** The words of a text in lower case without accents (ß as ss, ø as o, ł as l, æ as ae, œ as oe, đ as d). */
export function foldedWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøłæœđ]/g, (letter) => letters[letter]!)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
