import type { CategoryColumn, NumberColumn } from '../../table/table.ts';

/** Numbers are told apart by so many bands of about as many units each. */
const bandCount = 5;

/** Where the bands of a number attribute end: what is at most the first is in the first; what is above the last, in one more. */
export type BandEnds = readonly number[];

/** Ends of bands that hold about a fifth of the known values each, fewer where many values are equal. */
export function bandEnds({ values }: NumberColumn): BandEnds {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const ends = Array.from(
    { length: bandCount - 1 },
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / bandCount) - 1],
  );
  return [...new Set(ends)].filter((end) => end !== undefined && end < sorted.at(-1)!) as number[];
}

/** A number attribute as a category of its bands. */
export function banded({ name, values }: NumberColumn, ends: BandEnds): CategoryColumn {
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) codes[row] = -1;
    else {
      const band = ends.findIndex((end) => value <= end);
      codes[row] = band < 0 ? ends.length : band;
    }
  }
  return { kind: 'category', name, codes, levels: bandNames(ends) };
}

function bandNames(ends: BandEnds): string[] {
  if (ends.length === 0) return ['any number'];
  const written = ends.map((end) => end.toLocaleString('en-US', { maximumSignificantDigits: 6 }));
  const last = written.length - 1;
  return [
    `up to ${written[0]}`,
    ...written.slice(1).map((end, i) => `more than ${written[i]}, up to ${end}`),
    `more than ${written[last]}`,
  ];
}
