import type { EntityName } from '../config/entity.ts';
import { HandraiseError } from '../errors.ts';
import type { Column } from '../table/table.ts';
import { categoryColumn, numberColumn } from './columns.ts';
import { declaredReaders } from './declaredReaders.ts';
import { describe } from './describe.ts';
import type { FeatureContext, FeatureFamily } from './family.ts';
import type { Feature } from './feature.ts';
import type { Fold } from './sweep/fold.ts';
import { capitalised } from './vocabulary/kindLabels.ts';
import { samePhrase } from './wording/phrases.ts';

/** A feature of the company's own: one column, called `own:` and its name. */
export interface FeatureDefinition {
  /** A letter, then letters, digits, `_` or `-`; none of the catalogue's families is called so. */
  readonly name: string;
  /** Raised whenever the same data would give other values, so that no model reads what it was not trained on. */
  readonly version: number;
  readonly type: Feature['type'];
  /** Such as `days` or `events`; by default `number` or `category`. */
  readonly unit?: string;
  /** How its values are known at a past date; a feature of `current-state` is computed, but no model learns from it. */
  readonly availability: Feature['availability'];
  /** What the value is, in words a marketer understands, such as `longest visit in the last 30 days`. */
  readonly sentence: string;
  /** Heading of the reasons it belongs to; by default its sentence. */
  readonly group?: string;
  /** Entities without which there is no column; `event` for a feature that reads `context.activity`. */
  readonly needs?: readonly EntityName[];
  /** What it reads of the folded events. */
  readonly folds?: readonly Fold[];
  /** With fewer lookback windows there is no column; by default 0. */
  readonly windows?: number;
  /**
   * Prepares the reading of rows.
   *
   * @returns a function of the row, whose contact is `context.snapshots.contact[row]` and whose instant is
   *   `context.snapshots.asOf[row]`, in µs since 1970 UTC: it must use nothing at or after that instant. NaN and null are missing.
   */
  values(context: FeatureContext): (row: number) => number | string | null;
}

/**
 * A feature of the company's own, typed; `features.definitions` of a program lists it.
 *
 * @example
 * defineFeature({
 *   name: 'quietDays',
 *   version: 1,
 *   type: 'number',
 *   unit: 'days',
 *   availability: 'event-time',
 *   sentence: 'days without any activity in the longest window',
 *   needs: ['event'],
 *   folds: ['days'],
 *   values: ({ activity: { sweep } }) => {
 *     const longest = sweep.lookback.days.length - 1;
 *     return (row) => sweep.lookback.days[longest]! - sweep.activeDays(row, longest);
 *   },
 * });
 */
export function defineFeature(definition: FeatureDefinition): FeatureDefinition {
  return definition;
}

/** A definition as the family it is to the rest of the engine. Whatever its function throws names the feature. */
export function familyOf(definition: FeatureDefinition): FeatureFamily {
  const { name, version, type, availability, sentence, needs = [], folds = [], windows = 0 } = definition;
  const { unit = type, group = capitalised(sentence) } = definition;
  const feature = describe({
    name: `own:${name}`,
    family: name,
    version,
    parameters: { own: true, availability },
    type,
    unit,
    availability,
    group,
    sentence,
    phrases: samePhrase(`${sentence}: {value}`, `${sentence}: none`),
  });
  return {
    ...{ family: name, version, sentence, availability, type, units: [unit], needs, folds, windows },
    columns: (context) => [{ feature, column: columnOf(definition, feature.name, context) }],
  };
}

function columnOf(definition: FeatureDefinition, column: string, context: FeatureContext): Column {
  const { name, type, needs = [], folds = [] } = definition;
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof HandraiseError) throw error;
      throw failure(name, `failed: ${error instanceof Error ? error.message : String(error)}`, error);
    }
  };
  const seen = needs.includes('event')
    ? { ...context, activity: { ...context.activity, sweep: declaredReaders(context.activity.sweep, folds, name) } }
    : context;
  const valueAt = guarded(() => definition.values(seen));
  if (typeof valueAt !== 'function') throw failure(name, 'gives no function of the row');
  const { rows } = context.snapshots;
  if (type === 'category')
    return categoryColumn(column, rows, (row) => {
      const value = guarded(() => valueAt(row));
      if (value === null || typeof value === 'string') return value === '' ? null : value;
      throw failure(name, `is a category, but gave ${describeValue(value)}`);
    });
  return numberColumn(column, rows, (row) => {
    const value = guarded(() => valueAt(row));
    if (value === null) return Number.NaN;
    if (typeof value !== 'number') throw failure(name, `is a number, but gave ${describeValue(value)}`);
    if (Number.isFinite(value) || Number.isNaN(value)) return value + 0;
    context.anomalies.add(`values of feature ${name} that are infinite, taken as missing`);
    return Number.NaN;
  });
}

function describeValue(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
}

function failure(name: string, what: string, cause?: unknown): HandraiseError {
  return new HandraiseError('config', `feature ${name} ${what}`, {
    hint: 'correct its definition in features.definitions of the configuration',
    cause,
  });
}
