import { cpus, loadavg, totalmem } from 'node:os';
import type { BenchResult, Check, Comparison, GrowthSeries, Side } from './result.ts';
import { markdownTable } from './table.ts';

/** What the figures were measured on. */
export const environment = {
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown processor',
  processors: cpus().length,
  gibibytes: Math.round(totalmem() / 2 ** 30),
  /** Of the minute before the start: what others were doing. */
  loadAverage: Math.round(loadavg()[0]! * 100) / 100,
} as const;

/** The environment in a line. */
export function environmentLine(): string {
  const { node, processors, processor, gibibytes, loadAverage } = environment;
  return `Node ${node}, ${processors} × ${processor}, ${gibibytes} GiB, load average ${loadAverage} before the start`;
}

/** A result as Markdown. */
export function reportText(result: BenchResult): string {
  const shape = Object.entries(result.shape).map(([what, size]) => `${whole(size)} ${what}`);
  const sides = [result.ours, ...result.peers];
  return [
    `### ${result.name}: ${[...shape, `${result.threads} threads`].join(', ')}`,
    timings(sides),
    qualities(sides),
    comparisons(result.comparisons ?? []),
    checks(result.checks),
    ...result.growth.map(growthTable),
    result.missing.map((line) => `- ${line}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function timings(sides: readonly Side[]): string {
  if (sides.every(({ seconds }) => seconds.length === 0)) return '';
  return markdownTable(
    ['side', 'version', 'median seconds', 'ours by it', 'runs'],
    sides.map(({ name, version, medianSeconds, ratio, seconds }) => [
      name,
      version,
      medianSeconds === null ? '' : digits(medianSeconds, 3),
      ratio === null ? '' : ratio.toFixed(2),
      seconds.map((value) => digits(value, 3)).join(' '),
    ]),
  );
}

function qualities(sides: readonly Side[]): string {
  const keys = new Map<string, [set: string, metric: string]>();
  for (const { quality } of sides)
    for (const [set, metrics] of Object.entries(quality))
      for (const metric of Object.keys(metrics)) keys.set(`${set}/${metric}`, [set, metric]);
  if (keys.size === 0) return '';
  return markdownTable(
    ['data', 'measure', ...sides.map(({ name, version }) => `${name} ${version}`)],
    [...keys.values()].map(([set, metric]) => [
      set,
      metric,
      ...sides.map(({ quality }) => {
        const value = quality[set]?.[metric];
        return value === undefined ? '' : amount(value);
      }),
    ]),
  );
}

function comparisons(all: readonly Comparison[]): string {
  if (all.length === 0) return '';
  return markdownTable(
    ['data', 'measure', 'ours less that of', 'difference', 'from', 'to'],
    all.map(({ data, measure, against, mean, low, high }) => [
      data,
      measure,
      against,
      ...[mean, low, high].map(amount),
    ]),
  );
}

function checks(all: readonly Check[]): string {
  if (all.length === 0) return '';
  return markdownTable(
    ['accepted where', 'measured', 'at most', ''],
    all.map(({ what, value, limit, met }) => [what, amount(value), String(limit), met ? 'met' : 'NOT MET']),
  );
}

function growthTable({ by, points }: GrowthSeries): string {
  const memory = points.some(({ peakMebibytes }) => peakMebibytes !== undefined);
  return markdownTable(
    [by, 'seconds', 'ratio', ...(memory ? ['peak MiB'] : [])],
    points.map(({ size, medianSeconds, ratio, peakMebibytes }) => [
      whole(size),
      digits(medianSeconds, 3),
      `×${ratio.toFixed(2)}`,
      ...(memory ? [whole(Math.round(peakMebibytes ?? 0))] : []),
    ]),
  );
}

/** Small values by their size, others by five decimals. */
function amount(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) < 1e-4 ? value.toExponential(1) : value.toFixed(5);
}

function digits(value: number, count: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(count);
}

function whole(value: number): string {
  return value.toLocaleString('en-GB');
}
