import type { NumberFormat } from '../crm/import/numberFormat.ts';
import type { DateFormat } from './reading/dateFormat.ts';

/** How the cells of a column are read. */
export type ColumnKind =
  | { readonly kind: 'number'; readonly format: NumberFormat }
  | { readonly kind: 'date'; readonly format: DateFormat }
  /** Raw: missing markers are texts too. */
  | { readonly kind: 'text'; readonly raw?: boolean };
