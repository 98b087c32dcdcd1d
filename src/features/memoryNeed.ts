import { HandraiseError } from '../errors.ts';

/** What decides how much memory columns take. */
export interface FeatureSize {
  readonly rows: number;
  readonly kinds: number;
  /** Kinds with value columns. */
  readonly valueKinds: number;
  readonly windows: number;
  readonly attributes: number;
}

/** Columns that depend neither on kinds nor on windows nor on attributes. */
const otherColumns = 10;

/** Bytes that all feature columns take, about. */
function columnBytes({ rows, kinds, valueKinds, windows, attributes }: FeatureSize): number {
  return 8 * rows * (kinds * (windows + 2) + valueKinds * windows + 2 * windows + attributes + otherColumns);
}

/**
 * Bytes of a budget that are left for folding events, once the columns are taken.
 *
 * @throws HandraiseError `resource` when the columns alone do not fit.
 */
export function leftAfterColumns(size: FeatureSize, budget: number): number {
  const columns = columnBytes(size);
  if (columns < budget) return budget - columns;
  const { rows, kinds, windows, attributes } = size;
  const gib = (bytes: number) => (bytes / 2 ** 30).toPrecision(3);
  throw new HandraiseError(
    'resource',
    `features of ${rows} snapshots with ${kinds} event kinds, ${windows} windows and ${attributes} attributes take ${gib(columns)} GiB of memory, ${gib(budget)} GiB are allowed`,
    {
      hint: 'allow more with --memory, or fewer as-of dates (cutoffs.every, cutoffs.from), lookbackDays or event kinds (exclude.eventKinds)',
    },
  );
}
