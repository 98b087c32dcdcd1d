import { median } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { ours } from './ours.ts';
import type { BenchResult, GrowthPoint, GrowthSeries } from './result.ts';

const factors = [1, 2, 4, 8];

/** What grows, beside what a bench holds still. */
type Size = Readonly<Record<'rows' | 'features', number> & Record<string, number>>;

/** Makes ready work of a size; the function returned does it once and tells the seconds. */
type Prepare<S extends Size> = (size: S) => Promise<() => Promise<number>>;

/** Our side alone at ×1, ×2, ×4 and ×8 rows, then features, of `base`. */
export async function benchGrowth<S extends Size>(
  name: string,
  base: S,
  options: BenchOptions,
  prepare: Prepare<S>,
): Promise<BenchResult> {
  const growth: GrowthSeries[] = [];
  for (const by of ['rows', 'features'] as const) {
    const points: GrowthPoint[] = [];
    for (const factor of factors) {
      const size = base[by] * factor;
      const medianSeconds = await medianOf(await prepare({ ...base, [by]: size }), options.runs);
      points.push({ size, medianSeconds, ratio: medianSeconds / (points[0]?.medianSeconds ?? medianSeconds) });
      options.say(`  ${size} ${by}: ${medianSeconds.toFixed(3)} s`);
    }
    growth.push({ by, points });
  }
  const side = { ...ours, seconds: [], medianSeconds: null, ratio: null, quality: {} };
  return { name, shape: base, threads: options.threads, ours: side, peers: [], missing: [], checks: [], growth };
}

/** After one unmeasured run. */
async function medianOf(run: () => Promise<number>, runs: number): Promise<number> {
  await run();
  const seconds: number[] = [];
  for (let i = 0; i < runs; i++) seconds.push(await run());
  return median(seconds)!;
}
