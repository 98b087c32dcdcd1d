import { HandraiseError } from '../../errors.ts';
import { significant } from '../../text/format.ts';

/** What decides how much memory features take. */
export interface FeatureSize {
  readonly rows: number;
  readonly kinds: number;
  /** Kinds with value columns. */
  readonly valueKinds: number;
  readonly windows: number;
  readonly attributes: number;
  /** Of events. */
  readonly properties: number;
  /** Properties that are numbers. */
  readonly amounts: number;
  /** Pairs of a kind and a value of a property that are counted. */
  readonly pairs: number;
}

/** Columns that depend neither on kinds nor on windows nor on attributes, pairs of kinds and a few of the company's own included. */
const otherColumns = 64;

/**
 * Bytes that the columns of features take, about.
 *
 * @throws HandraiseError `resource` when they do not fit the budget.
 */
export function columnBytes(size: FeatureSize, budget: number): number {
  const { rows, kinds, valueKinds, windows, attributes, properties, amounts, pairs } = size;
  const ofProperties = properties * (6 * windows + 1) + pairs * windows + amounts * (3 * windows + 5);
  const ofKinds = kinds * (windows + 4) + valueKinds * (2 * windows + 1);
  const columns = ofKinds + ofProperties + 2 * windows + attributes + otherColumns;
  const need = 8 * rows * columns;
  if (need < budget) return need;
  const gib = (bytes: number) => significant(bytes / 2 ** 30);
  throw new HandraiseError(
    'resource',
    `features of ${rows} snapshots with ${kinds} event kinds, ${windows} windows and ${attributes} attributes take ${gib(need)} GiB of memory, ${gib(budget)} GiB are allowed`,
    {
      hint: 'allow more with --memory, or fewer as-of dates (cutoffs.every, cutoffs.from), lookbackDays, features.families or features.kinds',
    },
  );
}
