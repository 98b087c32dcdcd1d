/** Stands for a number that is missing, undefined or not finite. */
export const missing = '–';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A number with a fixed count of digits after the point, `1,234.5`; the same in every locale. */
export function decimal(value: number, digits: number): string {
  if (!Number.isFinite(value)) return missing;
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** A number to three digits that matter, `−0.000123`. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return missing;
  return String(Number(value.toPrecision(3))).replaceAll('-', '−');
}

/** A count, `12,345`. */
export function integer(value: number): string {
  return decimal(value, 0);
}

/** A share of one as per cent with fixed digits, `12.3%`. */
export function percent(value: number, digits: number): string {
  const text = decimal(value * 100, digits);
  return text === missing ? missing : `${text}%`;
}

/** A probability as a person says it: `31%`, `3.4%`, `<0.1%`, `>99%`. */
export function probabilityText(probability: number): string {
  if (!Number.isFinite(probability)) return missing;
  if (probability > 0 && probability < 0.001) return '<0.1%';
  if (probability > 0.99 && probability < 1) return '>99%';
  return percent(probability, probability < 0.0995 ? 1 : 0);
}

/** Chances in words that the nearest of is taken: k in n. */
const chances: readonly (readonly [k: number, n: number])[] = [
  ...Array.from({ length: 9 }, (_, i) => [i + 1, i + 2] as const),
  ...Array.from({ length: 8 }, (_, i) => [1, i + 3] as const),
  [2, 5],
  [3, 5],
];

/**
 * A probability as a chance that a person can picture: `about 1 in 4`, `about 3 in 4`, `about 1 in 35`.
 *
 * @param probability 0 to 1; from 95% on it is `more than 9 in 10`, below one in a thousand `less than 1 in 1,000`.
 */
export function chanceText(probability: number): string {
  if (!Number.isFinite(probability)) return missing;
  if (probability >= 0.95) return 'more than 9 in 10';
  if (probability < 0.001) return 'less than 1 in 1,000';
  if (probability < 0.1) {
    const odds = 1 / probability;
    const step = odds < 20 ? 1 : odds < 100 ? 5 : odds < 200 ? 10 : 50;
    return `about 1 in ${integer(Math.round(odds / step) * step)}`;
  }
  const [k, n] = chances.reduce((best, chance) =>
    Math.abs(chance[0] / chance[1] - probability) < Math.abs(best[0] / best[1] - probability) ? chance : best,
  );
  return `about ${k} in ${n}`;
}

/** An expected count as a person says it: whole from ten on, one digit below, `<0.1` for a trace. */
export function expected(count: number): string {
  if (count > 0 && count < 0.05) return '<0.1';
  return decimal(count, count < 9.95 ? 1 : 0);
}

/** How many times as much, `4.2×`. */
export function times(value: number): string {
  const text = decimal(value, 1);
  return text === missing ? missing : `${text}×`;
}

/** The UTC day of an ISO 8601 instant, `1 March 2026`, kept on one line; a text that is none is returned as it is. */
export function day(iso: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso === '' ? missing : iso;
  const date = new Date(time);
  return [date.getUTCDate(), months[date.getUTCMonth()], date.getUTCFullYear()].join('\u00a0');
}

/** The days from one ISO 8601 instant to another, `1 March 2026 to 1 May 2026`, or the one day. */
export function span(from: string, to: string): string {
  return from === to ? day(from) : `${day(from)} to ${day(to)}`;
}

/** The UTC day of an instant in microseconds since 1970. */
export function dayOfInstant(instant: number): string {
  const date = new Date(instant / 1000);
  return Number.isNaN(date.getTime()) ? missing : day(date.toISOString());
}

/** The UTC minute of an instant in microseconds since 1970, `1 March 2026, 17:00 UTC`. */
export function minuteOfInstant(instant: number): string {
  const date = new Date(instant / 1000);
  if (Number.isNaN(date.getTime())) return missing;
  const iso = date.toISOString();
  return `${day(iso)}, ${iso.slice(11, 16)}\u00a0UTC`;
}

/** `1 account`, `2,000 accounts`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${integer(count)} ${count === 1 ? singular : plural}`;
}

/** The text with its first letter as at the head of a sentence or of a column. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
