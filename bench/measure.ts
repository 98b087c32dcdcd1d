import type { BenchOptions } from './options.ts';
import type { Quality, Side } from './result.ts';

/** One side of a comparison. */
export interface TimedSide {
  readonly name: string;
  readonly version: string;
  /** Does the work once. @returns the seconds it took. */
  run(): Promise<number>;
}

/** Seconds that `work` takes. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Runs all sides in turn, never two at a time, after one unmeasured run of each. @returns seconds by side and run. */
export async function alternate(sides: readonly TimedSide[], { runs, say }: BenchOptions): Promise<number[][]> {
  const seconds: number[][] = sides.map(() => []);
  for (const side of sides) await side.run();
  for (let run = 1; run <= runs; run++) {
    for (const [at, side] of sides.entries()) seconds[at]!.push(await side.run());
    const line = sides.map(({ name }, at) => `${name} ${seconds[at]!.at(-1)!.toFixed(3)} s`);
    say(`  run ${run} of ${runs}: ${line.join(', ')}`);
  }
  return seconds;
}

/** What the sides did, ours first; `seconds` and `quality` in the order of the sides. */
export function sidesOf(
  sides: readonly Omit<TimedSide, 'run'>[],
  seconds: readonly (readonly number[])[],
  quality: readonly Quality[],
): { ours: Side; peers: Side[] } {
  const medians = sides.map((_, at) => median(seconds[at] ?? []));
  const [ours, ...peers] = sides.map(
    ({ name, version }, at): Side => ({
      name,
      version,
      seconds: seconds[at] ?? [],
      medianSeconds: medians[at]!,
      ratio: at === 0 || medians[0] == null || medians[at] == null ? null : medians[0] / medians[at],
      quality: quality[at] ?? {},
    }),
  );
  return { ours: ours!, peers };
}

/** The middle value, of an even number the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
