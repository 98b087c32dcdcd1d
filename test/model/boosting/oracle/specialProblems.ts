import { checkedOptions, type GradientBoostingOptions } from '../../../../src/model/boosting/options.ts';
import { Random } from '../../../../src/numeric/random.ts';
import { type Column, createTable } from '../../../../src/table/table.ts';
import { categoryColumn, numberColumn } from '../../../contract/estimatorData.ts';
import type { Problem } from './problems.ts';

/** What chance does not bring about in small problems, by name. */
export const specialProblems: Readonly<Record<string, () => Problem>> = {
  'missing values that may as well go left': () => {
    const values = [...repeat(6, 0), ...repeat(6, 1), ...repeat(4, Number.NaN)];
    const label = [...repeat(6, 0), ...repeat(6, 1), 0, 1, 0, 1];
    return small([numberColumn('x', values)], label, {});
  },
  'two leaves that gain the same': () => {
    const first = [...repeat(8, 0), ...repeat(8, 1)];
    const second = [...repeat(4, 0), ...repeat(4, 1), ...repeat(4, 0), ...repeat(4, 1)];
    const label = [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1];
    return small([numberColumn('first', first), numberColumn('second', second)], label, {});
  },
  'numbers further apart than the greatest one': () => {
    const values = [...repeat(5, -1.7e308), ...repeat(5, 1.7e308), ...repeat(2, Number.NaN)];
    return small([numberColumn('x', values)], [0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1], {});
  },
  'more levels than are told apart, and ties among the last': () => {
    const random = new Random(1);
    const codes = Array.from({ length: 1600 }, (_, i) => (i < 900 ? i % 300 : Math.floor(150 * random.next())));
    const column = categoryColumn(
      'level',
      codes.map((code) => `level ${code}`),
    );
    const label = codes.map((code) => (random.next() < ((code * 7) % 10) / 10 ? 1 : 0));
    return small([column], label, { minLevelRows: 3, maxLeaves: 3, trees: 2 });
  },
  'many rows of great weights': () => {
    const random = new Random(2);
    const rows = 3000;
    const x = Array.from({ length: rows }, () => random.normal());
    const y = Array.from({ length: rows }, () => (random.next() < 0.2 ? Number.NaN : random.integer(30)));
    const label = x.map((value, i) => (random.normal() < value - 1 + (y[i]! > 20 ? 1 : 0) ? 1 : 0));
    const weight = Float64Array.from(x, () => 1024 - random.integer(5));
    const problem = small([numberColumn('x', x), numberColumn('y', y)], label, { maxBins: 24, maxLeaves: 5, trees: 2 });
    return { ...problem, data: { ...problem.data, weight } };
  },
  'columns that have the same bin in nearly all rows': () => {
    const random = new Random(3);
    const rows = 400;
    const rare = () => Array.from({ length: rows }, () => (random.next() < 0.08 ? 1 + random.integer(3) : 0));
    const first = rare();
    // Parts the rows as the rare column does, and has many values besides.
    const wide = first.map((value) => (value > 0 ? 100 : random.integer(50)));
    const counts = Array.from({ length: 6 }, rare);
    const missing = rare().map((value) => (value === 3 ? Number.NaN : value));
    const mostlyMissing = rare().map((value) => (value === 0 ? Number.NaN : value));
    const level = rare().map((value) => (value === 0 ? 'most' : value === 1 ? null : `level ${value}`));
    const label = first.map((value, i) =>
      random.normal() < value + counts[2]![i]! - (level[i] === 'level 2' ? 2 : 0) - 1 ? 1 : 0,
    );
    const columns = [
      numberColumn('wide', wide),
      numberColumn('first', first),
      ...counts.map((values, i) => numberColumn(`count ${i}`, values)),
      numberColumn('missing', missing),
      numberColumn('mostly missing', mostlyMissing),
      categoryColumn('level', level),
      numberColumn('first again', first),
      numberColumn('wide again', wide),
    ];
    return small(columns, label, { maxLeaves: 8, trees: 4, minLevelRows: 5 });
  },
};

function small(columns: readonly Column[], label: readonly number[], options: GradientBoostingOptions): Problem {
  const table = createTable(label.length, columns);
  return {
    data: { table, label: Uint8Array.from(label) },
    options: checkedOptions({ trees: 3, minRows: 1, maxLeaves: 3, ...options }),
  };
}

function repeat(times: number, value: number): readonly number[] {
  return new Array<number>(times).fill(value);
}
