import type { NumberFormat } from '../crm/import/numberFormat.ts';
import type { DateFormat } from './reading/dateFormat.ts';

/** How the cells of a column are read. */
export type ColumnKind =
  /** Unmarked: nothing tells whether decimals or a group would follow a mark before three digits, so such a cell is not read. */
  | { readonly kind: 'number'; readonly format: NumberFormat; readonly unmarked?: true }
  | { readonly kind: 'date'; readonly format: DateFormat }
  /** Raw: missing markers are texts too. */
  | { readonly kind: 'text'; readonly raw?: boolean };
