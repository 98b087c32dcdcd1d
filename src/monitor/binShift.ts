/** How far counts by bin have moved from others. */
export interface BinShift {
  /** Population stability index. */
  readonly psi: number;
  /** What it seldom exceeds where both are drawn from the same values: three standard deviations above its mean. */
  readonly byChance: number;
}

/**
 * The population stability index Σ (q − p) · ln(q / p) of counts by bin, each share (count + ½) / (rows + B / 2) of B bins that are
 * not empty on both sides. Without any change it is about (1/n + 1/m) times a χ² of B − 1 degrees of freedom. Yurdakul and Naranjo 2020.
 */
export function binShift(before: readonly number[], after: readonly number[]): BinShift {
  const [n, m] = [sum(before), sum(after)];
  if (n === 0 || m === 0) return { psi: 0, byChance: 0 };
  const used = before.reduce((count, rows, bin) => count + (rows + after[bin]! > 0 ? 1 : 0), 0);
  let psi = 0;
  before.forEach((rows, bin) => {
    if (rows + after[bin]! === 0) return;
    const p = (rows + 0.5) / (n + used / 2);
    const q = (after[bin]! + 0.5) / (m + used / 2);
    psi += (q - p) * Math.log(q / p);
  });
  const freedom = used - 1;
  return { psi, byChance: (freedom + 3 * Math.sqrt(2 * freedom)) * (1 / n + 1 / m) };
}

/** Share of the rows that are, at least, in another bin than before: half the sum of the differences of the shares. */
export function movedShare(before: readonly number[], after: readonly number[]): number {
  const [n, m] = [sum(before), sum(after)];
  if (n === 0 || m === 0) return 0;
  return before.reduce((total, rows, bin) => total + Math.abs(rows / n - after[bin]! / m), 0) / 2;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
