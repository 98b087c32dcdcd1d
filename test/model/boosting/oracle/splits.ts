import type { GrowthOptions } from '../../../../src/model/boosting/options.ts';
import type { BinnedFeature } from './bins.ts';
import { addUp, readSums, type Scale, type Sums } from './quantise.ts';

/** What the weight of a node, and of all below it, must stay within. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export const unbounded: Bounds = { lower: -Infinity, upper: Infinity };

/** What a tree is grown on: binned columns, and per row its whole numbers. */
export interface TreeData {
  readonly features: readonly BinnedFeature[];
  readonly whole: readonly Sums[];
  readonly scale: Scale;
  readonly options: GrowthOptions;
}

export interface Node {
  readonly rows: readonly number[];
  readonly bounds: Bounds;
}

/** A node divided in two. */
export interface Split {
  readonly feature: number;
  /** 0 for a category. */
  readonly threshold: number;
  readonly leftLevels: number[] | null;
  readonly missingLeft: boolean;
  readonly gain: number;
  readonly left: Node;
  readonly right: Node;
}

/** Bins of `left` go left, bins of `right` right; all else, which is what is missing and silent, by `missingLeft`. */
interface Candidate {
  readonly feature: number;
  readonly threshold: number;
  readonly left: ReadonlySet<number>;
  readonly right: ReadonlySet<number>;
  readonly missingLeft: boolean;
}

/** The first of the splits that gain most. */
export function bestSplit(data: TreeData, node: Node): Split | undefined {
  let best: Split | undefined;
  data.features.forEach((_, feature) => {
    for (const candidate of candidatesOf(data, node, feature)) {
      const split = judged(data, node, candidate);
      if (split && split.gain > data.options.minGain && (!best || split.gain > best.gain)) best = split;
    }
  });
  return best;
}

function candidatesOf(data: TreeData, node: Node, feature: number): readonly Candidate[] {
  return data.features[feature]!.type === 'number'
    ? numberCandidates(data, node, feature)
    : categoryCandidates(data, node, feature);
}

function numberCandidates(data: TreeData, node: Node, feature: number): readonly Candidate[] {
  const { bins, bin, thresholds } = data.features[feature]!;
  const all = Array.from({ length: bins }, (_, b) => b);
  const someMissing = node.rows.some((row) => bin[row] === -1);
  const someValues = node.rows.some((row) => bin[row] !== -1);
  const candidates = thresholds.flatMap((threshold, b) =>
    bothWays({ feature, threshold, ...divided(all, b + 1) }, someMissing),
  );
  if (someMissing && someValues)
    candidates.push({ feature, threshold: Number.MAX_VALUE, ...divided(all, bins), missingLeft: false });
  return candidates;
}

function categoryCandidates(data: TreeData, node: Node, feature: number): readonly Candidate[] {
  const { bins, bin } = data.features[feature]!;
  const { minLevelRows, categorySmoothing } = data.options;
  const speaking = Array.from({ length: bins }, (_, level) => level)
    .map((level) => ({ level, sums: sumsOf(data, rowsInBins(node, bin, [level])) }))
    .filter(({ sums }) => sums.c > 0 && sums.c >= minLevelRows)
    .map(({ level, sums }) => ({ level, ratio: sums.g / (sums.h + categorySmoothing) }))
    .sort((a, b) => a.ratio - b.ratio || a.level - b.level)
    .map(({ level }) => level);
  const someMissing = node.rows.some((row) => !speaking.includes(bin[row]!));
  return speaking.flatMap((_, i) => bothWays({ feature, threshold: 0, ...divided(speaking, i + 1) }, someMissing));
}

/** The first `count` bins go left, the others right. */
function divided(bins: readonly number[], count: number): Pick<Candidate, 'left' | 'right'> {
  return { left: new Set(bins.slice(0, count)), right: new Set(bins.slice(count)) };
}

function bothWays(candidate: Omit<Candidate, 'missingLeft'>, someMissing: boolean): Candidate[] {
  const right = { ...candidate, missingLeft: false };
  return someMissing ? [right, { ...candidate, missingLeft: true }] : [right];
}

function judged(data: TreeData, node: Node, candidate: Candidate): Split | undefined {
  const { options } = data;
  const { bin, type, name, bins } = data.features[candidate.feature]!;
  const leftRows = node.rows.filter((row) => goesLeft(candidate, bin[row]!));
  const rightRows = node.rows.filter((row) => !goesLeft(candidate, bin[row]!));
  const left = sumsOf(data, leftRows);
  const right = sumsOf(data, rightRows);
  for (const side of [left, right]) if (side.c < options.minRows || side.h < options.minHessian) return undefined;
  const l2 = type === 'category' ? options.l2 + options.categoryL2 : options.l2;
  const leftWeight = weightOf(left, options.l1, l2, node.bounds);
  const rightWeight = weightOf(right, options.l1, l2, node.bounds);
  const direction = options.monotone[name];
  if (direction === 1 && leftWeight > rightWeight) return undefined;
  if (direction === -1 && leftWeight < rightWeight) return undefined;
  const score = (sums: Sums, ridge: number) => scoreOf(sums, options, ridge, node.bounds);
  const speaking = candidate.left.size + candidate.right.size;
  const toll = type === 'category' ? Math.max(0, (2 / Math.PI) * (speaking - 1) - 8) : 0;
  const gain = score(left, l2) + score(right, l2) - score(sumsOf(data, node.rows), options.l2) - toll;
  const middle = (leftWeight + rightWeight) / 2;
  const below = { ...node.bounds, upper: middle };
  const above = { ...node.bounds, lower: middle };
  const [leftBounds, rightBounds] =
    direction === 1 ? [below, above] : direction === -1 ? [above, below] : [node.bounds, node.bounds];
  const noneMissing = node.rows.every((row) => candidate.left.has(bin[row]!) || candidate.right.has(bin[row]!));
  const whole = { ...candidate, missingLeft: noneMissing ? left.h >= right.h : candidate.missingLeft };
  return {
    feature: candidate.feature,
    threshold: candidate.threshold,
    leftLevels: type === 'number' ? null : Array.from({ length: bins }, (_, l) => l).filter((l) => goesLeft(whole, l)),
    missingLeft: whole.missingLeft,
    gain,
    left: { rows: leftRows, bounds: leftBounds },
    right: { rows: rightRows, bounds: rightBounds },
  };
}

function goesLeft({ left, right, missingLeft }: Candidate, bin: number): boolean {
  return left.has(bin) || (!right.has(bin) && missingLeft);
}

function rowsInBins(node: Node, bin: readonly number[], wanted: readonly number[]): readonly number[] {
  return node.rows.filter((row) => wanted.includes(bin[row]!));
}

/** Sums over rows, read as real numbers. */
export function sumsOf(data: TreeData, rows: readonly number[]): Sums {
  return readSums(data.scale, addUp(rows.map((row) => data.whole[row]!)));
}

/** The best weight within the bounds. */
export function weightOf({ g, h }: Pick<Sums, 'g' | 'h'>, l1: number, l2: number, { lower, upper }: Bounds): number {
  return Math.min(Math.max(-shrunk(g, l1) / (h + l2), lower), upper);
}

function scoreOf(sums: Sums, { l1, monotone }: GrowthOptions, l2: number, bounds: Bounds): number {
  const { g, h } = sums;
  if (Object.keys(monotone).length === 0) return (shrunk(g, l1) * shrunk(g, l1)) / (h + l2);
  const weight = weightOf(sums, l1, l2, bounds);
  return -(2 * g * weight + (h + l2) * weight * weight + 2 * l1 * Math.abs(weight));
}

function shrunk(g: number, l1: number): number {
  return Math.sign(g) * Math.max(Math.abs(g) - l1, 0);
}
