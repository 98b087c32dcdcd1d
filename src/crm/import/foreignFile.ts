import { HandraiseError } from '../../errors.ts';

interface Foreign {
  readonly what: string;
  /** Its first bytes in hexadecimal digits, or what its text begins with. */
  readonly begins: string | RegExp;
  /** Whether a CSV file may begin so too, as with a column ORCID: characters of no text tell. */
  readonly binary?: true;
  readonly hint: string;
}

const csv = 'save or export it as CSV in UTF-8';
const unpack = 'unpack it, or pack it by gzip';

const foreigners: readonly Foreign[] = [
  { what: 'a zip file', begins: '504b0304', hint: 'unpack it; save a workbook as CSV in UTF-8' },
  { what: 'a zip file without entries', begins: '504b0506', hint: 'pack it again' },
  { what: 'an Excel workbook of the old format, or one with a password', begins: 'd0cf11e0a1b11ae1', hint: csv },
  { what: 'a Parquet file', begins: hexOf('PAR1'), binary: true, hint: csv },
  { what: 'an ORC file', begins: hexOf('ORC'), binary: true, hint: csv },
  { what: 'an Avro file', begins: '4f626a01', hint: csv },
  { what: 'an Arrow file', begins: hexOf('ARROW1'), binary: true, hint: csv },
  { what: 'a Feather file', begins: hexOf('FEA1'), binary: true, hint: csv },
  { what: 'an SQLite database', begins: hexOf('SQLite format 3'), hint: csv },
  { what: 'a PDF', begins: hexOf('%PDF-'), hint: 'export the table itself as CSV in UTF-8' },
  { what: 'an R data file', begins: /^RD[AX][23]\n/, hint: 'write it with write.csv' },
  { what: 'a SAS file', begins: '000000000000000000000000c2ea8160', hint: csv },
  { what: 'an SPSS file', begins: /^\$FL[23]@\(#\)/, hint: csv },
  { what: 'a Stata file', begins: hexOf('<stata_dta>'), hint: csv },
  { what: 'packed by bzip2', begins: /^BZh[1-9]1AY&SY/, hint: unpack },
  { what: 'packed by xz', begins: 'fd377a585a00', hint: unpack },
  { what: 'packed by zstd', begins: '28b52ffd', hint: unpack },
  { what: 'packed by 7-Zip', begins: '377abcaf271c', hint: unpack },
  { what: 'packed by RAR', begins: '526172211a07', hint: unpack },
  { what: 'packed by gzip twice', begins: '1f8b', hint: 'unpack it once' },
  { what: 'UTF-32', begins: 'fffe0000', hint: 'write it in UTF-8' },
  { what: 'UTF-32', begins: '0000feff', hint: 'write it in UTF-8' },
  {
    what: 'a web page, whatever its name ends in',
    begins: /^(?:ï»¿)?\s*(?:<!doctype\s+html|<html|<head|<meta|<style|<table|<body|<div)/i,
    hint: 'open it in a spreadsheet and save it as CSV in UTF-8',
  },
  { what: 'a document in RTF', begins: /^\{\\rtf/, hint: csv },
  {
    what: 'a pointer of Git LFS instead of the file',
    begins: /^version https:\/\/git-lfs\./,
    hint: 'fetch the file itself: git lfs pull',
  },
  { what: 'XML', begins: /^(?:ï»¿)?\s*<\?xml/i, hint: csv },
  { what: 'JSON', begins: /^(?:ï»¿)?\s*(?:\[\s*(?:[[{]|$)|\{\s*(?:"[^"]*"\s*:|\}|$))/, hint: csv },
];

/**
 * Refuses a file of another kind, told by its first bytes.
 *
 * @param bytes the beginning of the file, unpacked where gzip packed it
 * @throws HandraiseError `data` saying what it is and what to do.
 */
export function refuseForeign(file: string, bytes: Buffer): void {
  const beginning = bytes.subarray(0, 1024);
  const [text, hex] = [beginning.toString('latin1'), beginning.toString('hex')];
  const isBinary = beginning.some((byte) => byte < 9 || (byte > 13 && byte < 32));
  const found = foreigners.find(
    ({ begins, binary }) =>
      (!binary || isBinary) && (typeof begins === 'string' ? hex.startsWith(begins) : begins.test(text)),
  );
  if (found) throw new HandraiseError('data', `${file} is no CSV: it is ${found.what}`, { hint: found.hint });
}

function hexOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex');
}
