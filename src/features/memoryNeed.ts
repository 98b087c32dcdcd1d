import { HandraiseError } from '../errors.ts';

/** What decides how much memory features take. */
interface FeatureSize {
  readonly rows: number;
  readonly kinds: number;
  /** Kinds with value columns. */
  readonly valueKinds: number;
  readonly windows: number;
  readonly attributes: number;
  /** Bytes the counters of the sweep take. */
  readonly counters: number;
}

/** Columns that depend neither on kinds nor on windows nor on attributes, pairs of kinds and a few of the company's own included. */
const otherColumns = 48;

/**
 * Makes sure, before anything large is allocated, that counters and columns fit.
 *
 * @param budget in bytes.
 * @throws HandraiseError `resource` naming rows, kinds and windows.
 */
export function checkMemory(size: FeatureSize, budget: number): void {
  const { rows, kinds, valueKinds, windows, attributes, counters } = size;
  const columns = kinds * (windows + 4) + valueKinds * windows + 2 * windows + attributes + otherColumns;
  const need = counters + 8 * rows * columns;
  if (need <= budget) return;
  const gib = (bytes: number) => (bytes / 2 ** 30).toPrecision(3);
  throw new HandraiseError(
    'resource',
    `features of ${rows} snapshots with ${kinds} event kinds, ${windows} windows and ${attributes} attributes take ${gib(need)} GiB of memory, ${gib(budget)} GiB are allowed`,
    {
      hint: 'fewer as-of dates (cutoffs.every, cutoffs.from), fewer lookbackDays, features.families or features.kinds',
    },
  );
}
