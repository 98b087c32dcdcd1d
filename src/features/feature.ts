import type { Availability } from '../config/schema.ts';
import type { AuditKind } from '../notice/audit.ts';
import type { Notice } from '../notice/notice.ts';
import type { Table } from '../table/table.ts';

/** What one feature column is, so that a reader of a model or a report can tell. */
export interface Feature {
  /** Unique, stable, such as `count:email_open:30d`. */
  readonly name: string;
  /** File of `definitions/` that computes it. */
  readonly family: string;
  readonly type: 'number' | 'category';
  readonly unit: string;
  readonly availability: 'event-time' | 'undated' | Availability;
  /** One thing a marketer would call by one name; reasons are grouped by it, such as `E-mail`. */
  readonly group: string;
  /** What the value is, in plain words, such as `e-mail opens in the last 30 days`. */
  readonly sentence: string;
  /** How single values are said; see `valueSentence`. */
  readonly phrases: Phrases;
  /** First 16 hex digits of the SHA-256 of family, version, parameters and type. */
  readonly hash: string;
}

/** Plain words for a value, by what the value is; `{value}` stands for the value itself. */
export interface Phrases {
  readonly missing: string;
  readonly negative: string;
  readonly zero: string;
  readonly one: string;
  /** Every other number, and every category. */
  readonly many: string;
}

/** A finding of the availability audit about one feature; docs/explanation/audit.md defines every figure. NaN is a figure that is undefined. */
export interface AuditFinding {
  readonly feature: string;
  readonly availability: Feature['availability'];
  /** Share of the training rows without a value. */
  readonly missingShare: number;
  /** Population stability index from the training rows to those who may be approached now; a convention, not a test. */
  readonly psi: number;
  /** ROC AUC of the feature alone on the training rows, the better direction. */
  readonly auc: number;
  /** ROC AUC by ranges or levels, out of fold; only of a column of which nothing says when it was filled in. */
  readonly shapedAuc?: number;
  /** |Pearson correlation| of a number, Cramér's V of a category, with the label on the training rows. */
  readonly association: number;
  /** ROC AUC of being missing or not alone, the better direction. */
  readonly missingAuc: number;
  /** `warned` is kept with a warning. */
  readonly verdict: 'kept' | 'warned' | 'excluded';
  /** Why, and what else there is to say; empty when kept without remark. */
  readonly reasons: readonly Notice<AuditKind>[];
  /** Whether a column of one file was left out because it may know the outcome; absent elsewhere. */
  readonly mayKnowOutcome?: true;
  /** Why the configuration keeps what the audit would have left out; absent elsewhere. */
  readonly override?: string;
}

/** Features of every snapshot row, each column beside its description. */
export interface FeatureTable {
  readonly features: readonly Feature[];
  readonly table: Table;
}
