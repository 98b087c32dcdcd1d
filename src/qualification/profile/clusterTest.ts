import { chiSquaredTail } from '../../numeric/special.ts';

/**
 * P-value of a score whose parts are summed within clusters, which are independent of one another; rows of one cluster need not be.
 *
 * The variance is that of the sums of the clusters. Liang and Zeger (1986), Biometrika 73, 13–22.
 *
 * @param clusters how many numbers of clusters there are. @param cluster of each row. @param part what each row adds to the score; 0 on average where nothing is to be found.
 */
export function clusterTest(clusters: number, cluster: Int32Array, part: (row: number) => number): number {
  const sums = new Float64Array(clusters);
  for (let row = 0; row < cluster.length; row++) sums[cluster[row]!]! += part(row);
  let score = 0;
  let variance = 0;
  for (const sum of sums) {
    score += sum;
    variance += sum * sum;
  }
  return variance > 0 ? chiSquaredTail((score * score) / variance, 1) : 1;
}

/** Numbers of clusters from 0 on without gaps, and how many there are. */
export function clusterNumbers(unit: Int32Array): { readonly clusters: number; readonly cluster: Int32Array } {
  const numbers = new Map<number, number>();
  const cluster = unit.map((one) => {
    const known = numbers.get(one);
    if (known !== undefined) return known;
    numbers.set(one, numbers.size);
    return numbers.size - 1;
  });
  return { clusters: numbers.size, cluster };
}
