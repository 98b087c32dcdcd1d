import type { Feature, FeatureTable } from '../features/feature.ts';
import type { FittedModel } from '../model/estimator.ts';
import { createTable, selectColumns } from '../table/table.ts';

/** By how much a margin changed, in log-odds, and of what; the parts add up to the change. */
export interface MarginParts {
  /** What happened since, or became known late. */
  readonly activity: Float64Array;
  /** Time alone: what was known before is longer ago. */
  readonly ageing: Float64Array;
  /** What the CRM says of the contact and its account. */
  readonly profile: Float64Array;
  /** Another model. */
  readonly model: Float64Array;
}

/** The same rows thrice: as they were looked at before, as they would look today had nothing happened since, and as they look. */
export interface MarginStages {
  /** Features as of then. */
  readonly before: FeatureTable;
  /** Features as of now from what was known then. */
  readonly aged: FeatureTable;
  /** Features as of now. */
  readonly now: FeatureTable;
  /** Margins that were published then. */
  readonly published: Float64Array;
  /** Whether another model published them. */
  readonly otherModel: boolean;
}

/**
 * Splits the change of margins into activity, ageing, profile and model, by the model of now.
 *
 * With m the margins of that model: ageing is m(aged) − m(before); activity is m(now, with the profile of aged) − m(aged), and m(before) − published, what
 * became known late; profile is the rest up to m(now). Of another model nothing tells apart what became known late: m(before) − published is the part of the model.
 * In each row the parts add up to m(now) − published, up to rounding (1e-9).
 *
 * @throws HandraiseError `data` when a table lacks a column of the model.
 */
export function splitMargin(
  model: Pick<FittedModel, 'features' | 'margins'>,
  { before, aged, now, published, otherModel }: MarginStages,
): MarginParts {
  const [ofThen, ofAged, ofNow] = [before, aged, now].map(({ table }) => selectColumns(table, model.features));
  const profile = new Set(now.features.filter(isProfile).map(({ name }) => name));
  const active = createTable(
    now.table.rows,
    ofNow!.columns.map((column, at) => (profile.has(column.name) ? ofAged!.columns[at]! : column)),
  );
  const [mBefore, mAged, mActive, mNow] = [ofThen!, ofAged!, active, ofNow!].map((table) => model.margins(table));
  const first = mBefore!.map((margin, row) => margin - published[row]!);
  return {
    ageing: mAged!.map((margin, row) => margin - mBefore![row]!),
    activity: mActive!.map((margin, row) => margin - mAged![row]! + (otherModel ? 0 : first[row]!)),
    profile: mNow!.map((margin, row) => margin - mActive![row]!),
    model: otherModel ? first : new Float64Array(now.table.rows),
  };
}

/** Families of features that count people's activity by what their titles say. */
const ofActivity: ReadonlySet<string> = new Set(['accountEngagement']);

/** Whether a feature says what the CRM says of somebody, not what happened. */
function isProfile({ availability, family }: Feature): boolean {
  return availability !== 'event-time' && !ofActivity.has(family);
}
