/**
 * No CRM recorded anything before: an earlier date stands for none, such as 0001-01-01, 1900-01-01, 1970-01-01, or a count of seconds that
 * was read as one of milliseconds.
 */
export const firstPlausible = '1971-01-01T00:00:00Z';

/** Later dates stand for "never", such as 9999-12-31. */
export const lastPlausible = '2200-01-01T00:00:00Z';

/** `firstPlausible` in microseconds since 1970 UTC. */
export const firstPlausibleInstant = Date.parse(firstPlausible) * 1000;
