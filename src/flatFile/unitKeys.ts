import { hash32 } from '../numeric/hash.ts';
import type { FlatFile } from './flatFile.ts';
import { valueKeys } from './groupColumn.ts';
import { occurrences } from './unitNumbers.ts';

/** What a row's own unit is called: the value of the column, else what the row holds, and which of its equals it is where they part. */
export function identities(
  { file, id }: { readonly file: FlatFile; readonly id: string | undefined },
  name: string | undefined,
  content: Float64Array,
  together: boolean,
): (row: number) => string {
  const read = file.columns.find((column) => column.name === name);
  const texts = name === id ? file.ids : undefined;
  const keys = read && !texts ? valueKeys(read) : undefined;
  const levels = read && !read.hashes && read.column.kind === 'category' ? read.column.levels : undefined;
  const which = together ? null : occurrences(content);
  return (row) => {
    if (texts?.[row]) return texts[row];
    if (keys && !Number.isNaN(keys[row]!)) return levels ? levels[keys[row]!]! : String(keys[row]);
    return `row ${content[row]}${which ? ` ${which[row]}` : ''}`;
  };
}

/** A key per row by which its unit is put on a side, of labelled rows only. Of a unit made of several, the name whose other hash is least counts, so that neither order nor size shows. */
export function unitKeys(
  unit: Int32Array,
  base: Int32Array,
  nameOf: (row: number) => string,
  isLabelled: (row: number) => boolean,
  seed: number,
): Float64Array {
  const first = new Int32Array(unit.length).fill(-1);
  const parts = new Int32Array(unit.length);
  unit.forEach((own, row) => {
    if (first[base[row]!]! >= 0 || !isLabelled(row)) return;
    first[base[row]!] = row;
    parts[own]!++;
  });
  const keyOf = new Float64Array(unit.length);
  const least = new Map<number, { readonly name: string; readonly hash: number }>();
  for (const row of first) {
    if (row < 0) continue;
    const own = unit[row]!;
    const name = nameOf(row);
    if (parts[own] === 1) {
      keyOf[own] = hash32(name, seed);
      continue;
    }
    const hash = hash32(name, ~seed);
    const known = least.get(own);
    if (!known || hash < known.hash || (hash === known.hash && name < known.name)) least.set(own, { name, hash });
  }
  for (const [own, { name }] of least) keyOf[own] = hash32(name, seed);
  return Float64Array.from(unit, (own) => keyOf[own]!);
}
