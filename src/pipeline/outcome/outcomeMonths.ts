import type { OutcomeDescription } from './outcomeDescription.ts';

const most = 120;

/** Outcomes by month (UTC), from the first to the last of them, 120 months at most; those without a date are left aside. */
export function outcomeMonths(occurredAt: Float64Array): OutcomeDescription['months'] {
  const counts = new Map<number, number>();
  for (const instant of occurredAt) {
    if (!Number.isFinite(instant)) continue;
    const date = new Date(Math.floor(instant / 1000));
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    counts.set(month, (counts.get(month) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  // A loop, since a spread of very many months would not fit one call.
  let [first, last] = [Infinity, -Infinity];
  for (const month of counts.keys()) {
    first = Math.min(first, month);
    last = Math.max(last, month);
  }
  const from = Math.max(first, last - most + 1);
  return Array.from({ length: last - from + 1 }, (_, i) => ({
    month: nameOf(from + i),
    outcomes: counts.get(from + i) ?? 0,
  }));
}

function nameOf(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
