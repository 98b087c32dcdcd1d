import { deflateRawSync } from 'node:zlib';

/** Lines that the page shows at first, and packs together after that. */
export const linesPerPack = 50;

/** A text as the page's script unpacks it: deflated (RFC 1951), in base64. */
export function packed(text: string): string {
  return deflateRawSync(text).toString('base64');
}

/** The rows in groups of `linesPerPack`. */
export function inPacks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / linesPerPack) }, (_, i) =>
    rows.slice(i * linesPerPack, (i + 1) * linesPerPack),
  );
}
