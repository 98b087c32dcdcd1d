import { Random } from '../numeric/random.ts';
import { defaultSettings, type FamilySettings, type TunedFamily } from './settings.ts';

/** Where a setting is drawn from. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Uniform in the value or in its logarithm. */
  readonly scale: 'linear' | 'log';
  /** Rounded to whole numbers; others to three significant digits. */
  readonly whole?: boolean;
  /** Share of the draws that are 0. */
  readonly zero?: number;
}

type Space = { readonly [F in TunedFamily]: { readonly [Name in keyof FamilySettings[F]]: Range } };

/** What is searched, around the defaults. */
export const searchSpace: Space = {
  logistic: {
    l2: { low: 0.1, high: 1000, scale: 'log' },
    l1: { low: 0.1, high: 30, scale: 'log', zero: 0.5 },
  },
  boosting: {
    learningRate: { low: 0.03, high: 0.2, scale: 'log' },
    maxLeaves: { low: 4, high: 64, scale: 'log', whole: true },
    minRows: { low: 10, high: 400, scale: 'log', whole: true },
    columnSample: { low: 0.2, high: 1, scale: 'linear' },
    rowSample: { low: 0.5, high: 1, scale: 'linear' },
    l2: { low: 0.1, high: 100, scale: 'log' },
  },
};

/**
 * The settings a family is tried with: the defaults first, then independent draws.
 *
 * @param draw 0 for the defaults, 1 for the first draw and so on; the same draw and seed always give the same settings.
 */
export function settingsOf<F extends TunedFamily>(family: F, draw: number, seed: number): FamilySettings[F] {
  if (draw === 0) return defaultSettings[family];
  const random = new Random(seed).fork(`tuning/${family}/${draw}`);
  const ranges: readonly (readonly [string, Range])[] = Object.entries(searchSpace[family]);
  return Object.fromEntries(
    ranges.map(([name, range]) => [name, valueIn(range, random)]),
  ) as unknown as FamilySettings[F];
}

function valueIn({ low, high, scale, whole, zero = 0 }: Range, random: Random): number {
  const isZero = random.next() < zero;
  const share = random.next();
  if (isZero) return 0;
  const value = scale === 'log' ? low * (high / low) ** share : low + (high - low) * share;
  return whole ? Math.round(value) : Number(value.toPrecision(3));
}
