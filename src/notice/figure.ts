import { z } from 'zod';

/** A number of a notice; NaN is one that is undefined, for which JSON holds null. */
export const figure = z.preprocess(
  (value) => value ?? Number.NaN,
  z.custom<number>((value) => typeof value === 'number'),
);

/** Names, as the company writes them. */
export const names = z.array(z.string()).readonly();

/** Bounds between which a figure is allowed; both are allowed themselves. */
export const bounds = z.object({ least: figure, most: figure }).readonly();

/** An estimate with its interval. */
export const estimate = z.object({ value: figure, low: figure, high: figure }).readonly();
