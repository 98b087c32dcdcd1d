import { catalogue } from '../../src/features/catalogue.ts';
import { declaredReaders } from '../../src/features/declaredReaders.ts';
import type { FeatureFamily } from '../../src/features/family.ts';
import { defaultWorld } from '../../src/features/pointInTime/checkPointInTime.ts';
import { findLeak } from '../../src/features/pointInTime/findLeak.ts';
import type { ForkedHistory } from '../../src/features/pointInTime/inventHistory.ts';

/** The whole catalogue; reading what a family does not declare of the events fails. */
export const families: readonly FeatureFamily[] = catalogue.map((family) => ({
  ...family,
  columns(context) {
    if (!family.needs.includes('event')) return family.columns(context);
    const sweep = declaredReaders(context.activity.sweep, family.folds, family.family);
    return family.columns({ ...context, activity: { ...context.activity, sweep } });
  },
}));

/** What the families, and others beside them, tell of a history's future; null where they tell nothing. */
export const leakIn = (history: ForkedHistory, also: readonly FeatureFamily[] = []) =>
  findLeak([...families, ...also], history, defaultWorld);
