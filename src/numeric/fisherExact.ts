import { logFactorial } from './special.ts';

/** Tables whose chance is larger than the observed one by rounding alone count as equally likely. */
const rounding = 1 + 1e-7;

/**
 * Two-sided p-value of Fisher's exact test: whether `k` of `n` rows is another share than that of all, `allK` of `allN`, the `n` among them.
 *
 * Added up are the chances of all tables that are no more likely than the observed one, as R and scipy do. Fisher (1935), JRSS 98, 39–82.
 *
 * @param k whole, within [0, min(n, allK)]. @param n within [0, allN].
 * @example fisherExact(8, 10, 9, 16) // 0.0349…
 */
export function fisherExact(k: number, n: number, allK: number, allN: number): number {
  const least = Math.max(0, n + allK - allN);
  const most = Math.min(n, allK);
  const constant = logChoose(allN, n);
  const logChance = (count: number) => logChoose(allK, count) + logChoose(allN - allK, n - count) - constant;
  const limit = logChance(k) + Math.log(rounding);
  let sum = 0;
  for (let count = least; count <= most; count++) {
    const chance = logChance(count);
    if (chance <= limit) sum += Math.exp(chance);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
