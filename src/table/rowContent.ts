import { hash32 } from '../numeric/hash.ts';
import type { CategoryColumn, Column, NumberColumn, Table } from './table.ts';

/** Rows that are hashed together: their columns, one after the other, meet hashes that are still in the cache. */
const hashedRows = 2048;

/** A 53-bit hash per given row: two lanes of MurmurHash3's mixing, a column at a time. */
export function contentKeys(table: Table, given: Int32Array): Float64Array {
  const keys = new Float64Array(given.length);
  const first = new Int32Array(hashedRows);
  const second = new Int32Array(hashedRows);
  const words = new Int32Array(2 * hashedRows);
  const writers = table.columns.map(wordsWriter);
  for (let start = 0; start < given.length; start += hashedRows) {
    const rows = given.subarray(start, start + hashedRows);
    first.fill(0x2545f491);
    second.fill(0x6c8e9cf5);
    for (const write of writers) {
      write(rows, words);
      mixWords(words, rows.length, first, second);
    }
    for (let i = 0; i < rows.length; i++) keys[start + i] = (first[i]! >>> 0) * 2 ** 21 + (second[i]! >>> 11);
  }
  return keys;
}

function mixWords(words: Int32Array, count: number, first: Int32Array, second: Int32Array): void {
  for (let i = 0; i < count; i++) {
    const low = words[2 * i]!;
    const high = words[2 * i + 1]!;
    first[i] = mix(mix(first[i]!, low), high);
    second[i] = mix(mix(second[i]!, high), low);
  }
}

function mix(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const mixed = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** What writes two words for each of some rows, which are equal where the values of the column are. */
function wordsWriter(column: Column): (rows: Int32Array, words: Int32Array) => void {
  if (column.kind === 'number') {
    const { values } = column;
    const numbers = new Float64Array(hashedRows);
    const bits = new Int32Array(numbers.buffer);
    return (rows, words) => {
      // Adding zero makes −0 into 0; storing NaN anew gives every NaN the same bits.
      for (let i = 0; i < rows.length; i++) {
        const value = values[rows[i]!]!;
        numbers[i] = Number.isNaN(value) ? Number.NaN : value + 0;
      }
      words.set(bits.subarray(0, 2 * rows.length));
    };
  }
  const { codes, levels } = column;
  const low = Int32Array.from([0, ...levels.map((level) => hash32(level, 1))]);
  const high = Int32Array.from([0, ...levels.map((level) => hash32(level, 2))]);
  return (rows, words) => {
    for (let i = 0; i < rows.length; i++) {
      const entry = codes[rows[i]!]! + 1;
      words[2 * i] = low[entry]!;
      words[2 * i + 1] = high[entry]!;
    }
  };
}

/** Compares two rows by their values, column by column; missing comes first, levels in the order of their names. */
export function contentOrdering({ columns }: Table): (a: number, b: number) => number {
  return (a, b) => {
    for (const column of columns) {
      const order = column.kind === 'number' ? compareNumbers(column, a, b) : compareLevels(column, a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function compareNumbers({ values }: NumberColumn, a: number, b: number): number {
  const x = values[a]!;
  const y = values[b]!;
  if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return 0;
  return Number.isNaN(x) || x < y ? -1 : 1;
}

function compareLevels({ codes, levels }: CategoryColumn, a: number, b: number): number {
  const x = codes[a]!;
  const y = codes[b]!;
  if (x === y) return 0;
  return x < 0 || (y >= 0 && levels[x]! < levels[y]!) ? -1 : 1;
}
