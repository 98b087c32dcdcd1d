import type { SettingRange } from '../model/modelFamily.ts';
import { Random } from '../numeric/random.ts';
import { defaultSettings, type FamilySettings, type TunedFamily, tuningOf } from './settings.ts';

/**
 * The settings a family is tried with: the defaults first, then independent draws.
 *
 * @param draw 0 for the defaults, 1 for the first draw and so on; the same draw and seed always give the same settings.
 */
export function settingsOf<F extends TunedFamily>(family: F, draw: number, seed: number): FamilySettings[F] {
  if (draw === 0) return defaultSettings[family];
  const random = new Random(seed).fork(`tuning/${family}/${draw}`);
  const ranges = Object.entries(tuningOf(family).space);
  return Object.fromEntries(
    ranges.map(([name, range]) => [name, valueIn(range, random)]),
  ) as unknown as FamilySettings[F];
}

function valueIn({ low, high, scale, whole, zero = 0 }: SettingRange, random: Random): number {
  const isZero = random.next() < zero;
  const share = random.next();
  if (isZero) return 0;
  const value = scale === 'log' ? low * (high / low) ** share : low + (high - low) * share;
  return whole ? Math.round(value) : Number(value.toPrecision(3));
}
