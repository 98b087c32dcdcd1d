import type { TrainingResult } from './trainingResult.ts';

/** A result as JSON can hold it: figures that are not numbers become null. */
export function resultToJson(result: TrainingResult): unknown {
  return plainOf(result);
}

function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, plainOf(item)]),
  );
}
