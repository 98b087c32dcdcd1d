import type { NoticeFigures } from '../../notice/catalogue.ts';
import type { AttributeChange, HistoryComparison } from './historyComparison.ts';

/** Rows of conversions below which a difference between the classes may be chance, and standard errors beyond which it is not. */
const fewest = 10;
const beyondChance = 3;

/**
 * Whether the value in use was overwritten because of outcomes: it changed at or after the outcome on at least 10 training rows with
 * one, and it differs from the value as of the row more often among them than among the others, by more than 3 standard errors.
 */
export function followsOutcomes({ converted, others, following }: HistoryComparison): boolean {
  if (following < fewest || others.rows === 0) return false;
  const pooled = (converted.differing + others.differing) / (converted.rows + others.rows);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / converted.rows + 1 / others.rows));
  return converted.differing / converted.rows - others.differing / others.rows > beyondChance * error;
}

/** Letters of a value that there is room for. */
const longestValue = 40;

/** Who alone, or nearly alone, has a value is known by it: below this many it is not kept. */
const fewestHolders = 5;

/** What the history has against the values in use; null when it has nothing. */
export function historyObjection(history: HistoryComparison): NoticeFigures['history-of-todays-value'] | null {
  const { converted, others, contradiction, afterOutcome } = history;
  if (converted.differing + others.differing === 0) return null;
  const example = afterOutcome ?? contradiction;
  return { converted, others, ...(example ? { example: exampleOf(example) } : {}) };
}

function exampleOf({ entity, attribute, value, at, holders, outcomeAt }: AttributeChange) {
  return {
    ...{ entity, attribute, cleared: value === null },
    ...(value === null || holders < fewestHolders ? {} : { value: shortened(value) }),
    ...(Number.isFinite(at) ? { on: new Date(at / 1000).toISOString().slice(0, 10) } : {}),
    ...(Number.isNaN(outcomeAt) ? {} : { sinceOutcome: at - outcomeAt }),
  };
}

function shortened(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}
