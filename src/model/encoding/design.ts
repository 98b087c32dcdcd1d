import { HandraiseError } from '../../errors.ts';
import type { Table } from '../../table/table.ts';
import type { TrainingRows } from '../trainingRows.ts';
import { slotOfCode } from './categoryEncoding.ts';
import { indicatorDeviation, standardisedIndicator } from './indicator.ts';
import { encodedWidth, type FeatureEncoding, indicatorShares } from './linearEncoder.ts';
import { type NumberEncoding, standardised } from './numberEncoding.ts';

/** One encoded column, held in full. */
interface DenseBlock {
  readonly kind: 'dense';
  readonly values: Float64Array;
}

/** Standardised indicators of which at most one holds per row: which one (−1: none), and their two values. */
export interface IndicatorBlock {
  readonly kind: 'indicators';
  readonly holds: Int16Array;
  readonly on: Float64Array;
  readonly off: Float64Array;
}

export type Block = DenseBlock | IndicatorBlock;

/** The encoded training rows, by columns: `width` columns in `blocks`, in order. */
export interface Design {
  readonly rows: number;
  readonly width: number;
  readonly blocks: readonly Block[];
}

/** A design may take up so many bytes. */
const designByteLimit = 2 ** 30;

/**
 * The encoded training rows: 8 bytes per row and number, 2 per row and category or indicator of being missing.
 *
 * @throws HandraiseError `resource`, before it allocates, where they would take more than `designByteLimit`.
 */
export function buildDesign(encodings: readonly FeatureEncoding[], table: Table, training: TrainingRows): Design {
  const rows = training.rows.length;
  const bytes = rows * encodings.reduce((sum, encoding) => sum + bytesPerRow(encoding), 0);
  if (bytes > designByteLimit)
    throw new HandraiseError(
      'resource',
      `${rows} distinct rows of ${encodings.length} features take ${megabytes(bytes)} encoded, more than ${megabytes(designByteLimit)}`,
      { hint: 'use fewer features, longer intervals between cutoffs, or a sample of the rows' },
    );
  const blocks: Block[] = [];
  encodings.forEach((encoding, at) => {
    const column = table.columns[at]!;
    if (encoding.type === 'number' && column.kind === 'number') {
      if (encoding.deviation > 0) blocks.push(denseBlock(encoding, column.values, training.rows));
      if (indicatorDeviation(encoding.missing) > 0)
        blocks.push(indicatorBlock(encoding, (row) => (Number.isNaN(column.values[row]!) ? 0 : -1), training.rows));
    } else if (encoding.type === 'category' && column.kind === 'category' && encodedWidth(encoding) > 0) {
      const slots = slotOfCode(encoding, column);
      blocks.push(indicatorBlock(encoding, (row) => slots[column.codes[row]! + 1]!, training.rows));
    }
  });
  return { rows, width: encodings.reduce((sum, encoding) => sum + encodedWidth(encoding), 0), blocks };
}

function bytesPerRow(encoding: FeatureEncoding): number {
  const value = encoding.type === 'number' && encoding.deviation > 0 ? 8 : 0;
  return value + (indicatorShares(encoding).some((share) => indicatorDeviation(share) > 0) ? 2 : 0);
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}

function denseBlock(encoding: NumberEncoding, values: Float64Array, rows: Int32Array): DenseBlock {
  const encoded = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    encoded[i] = Number.isNaN(value) ? 0 : standardised(encoding, value);
  }
  return { kind: 'dense', values: encoded };
}

/** @param slotOf the slot of a row, an index into the shares of the feature, or −1. */
function indicatorBlock(encoding: FeatureEncoding, slotOf: (row: number) => number, rows: Int32Array): IndicatorBlock {
  const varying = indicatorShares(encoding).flatMap((share, slot) =>
    indicatorDeviation(share) > 0 ? [{ slot, ...standardisedIndicator(share) }] : [],
  );
  const position = new Map(varying.map(({ slot }, at) => [slot, at]));
  const holds = new Int16Array(rows.length);
  for (let i = 0; i < rows.length; i++) holds[i] = position.get(slotOf(rows[i]!)) ?? -1;
  return {
    kind: 'indicators',
    holds,
    on: Float64Array.from(varying, ({ on }) => on),
    off: Float64Array.from(varying, ({ off }) => off),
  };
}

/** Number of columns a block holds. */
export function blockWidth(block: Block): number {
  return block.kind === 'dense' ? 1 : block.on.length;
}
