import { microsecondsPerDay } from '../../time/instant.ts';
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

/** What the history has against the values in use, in words; null when it has nothing. */
export function historyObjection(history: HistoryComparison): string | null {
  const { converted, others, contradiction, afterOutcome } = history;
  if (converted.differing + others.differing === 0) return null;
  const share = ({ rows, differing }: HistoryComparison['others']) => `${((100 * differing) / rows).toFixed(1)}%`;
  const sides = [
    ...(converted.rows > 0 ? [`${share(converted)} of the training rows with an outcome`] : []),
    ...(others.rows > 0 ? [`${share(others)} of those without`] : []),
  ];
  const example = afterOutcome ?? contradiction;
  return `by its history today's value is not the one as of the date on ${sides.join(' and ')}${example ? `; ${changeSentence(example)}` : ''}`;
}

/** Letters of a value that a sentence has room for. */
const longestValue = 40;

/** Who alone, or nearly alone, has a value is known by it: below this many the sentence keeps it to itself. */
const fewestHolders = 5;

function changeSentence({ entity, attribute, value, at, holders, outcomeAt }: AttributeChange): string {
  const day = Number.isFinite(at) ? ` on ${new Date(at / 1000).toISOString().slice(0, 10)}` : '';
  const shown = value !== null && value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
  const became =
    shown === null ? 'was cleared' : `changed${holders < fewestHolders ? '' : ` to ${JSON.stringify(shown)}`}`;
  const whose = entity === 'contact' ? 'its outcome' : 'an outcome of one of its contacts';
  const since = Number.isNaN(outcomeAt) ? '' : `, ${sinceText(at - outcomeAt)} ${whose}`;
  return `${attribute} of one ${entity} ${became}${day}${since}`;
}

const units = [
  ['day', microsecondsPerDay],
  ['hour', microsecondsPerDay / 24],
  ['minute', microsecondsPerDay / 1440],
  ['second', 1_000_000],
] as const;

/** `3 days after`, in the largest unit of which there is one; `at` for the same instant. */
function sinceText(microseconds: number): string {
  if (microseconds === 0) return 'at';
  for (const [unit, length] of units) {
    const count = Math.floor(microseconds / length);
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'} after`;
  }
  return 'less than a second after';
}
