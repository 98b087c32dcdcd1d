import { microsecondsPerDay } from '../../time/instant.ts';

/** The as-of instant that histories fork at. */
export const cutoff = Date.UTC(2026, 0, 1) * 1000;

/** After everything that is invented. */
export const knownBefore = cutoff + 400 * microsecondsPerDay;
